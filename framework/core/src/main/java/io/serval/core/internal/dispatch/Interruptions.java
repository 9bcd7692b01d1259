package io.serval.core.internal.dispatch;

import io.serval.core.Cancelled;
import io.serval.core.SocketClosed;
import java.io.EOFException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;

/** Tells failures from work that ends because nobody waits for it any more. */
public final class Interruptions {
    private static final int DEEPEST = 20;

    private Interruptions() {}

    /** Whether the error comes of the interrupt that a cancelled scope sends, as itself or wrapped. */
    public static boolean caused(Throwable error) {
        return any(error, false);
    }

    /** Whether the error comes of such an interrupt, or of a socket that its client has closed. */
    public static boolean causedOrClosed(Throwable error) {
        return any(error, true);
    }

    private static boolean any(Throwable error, boolean closed) {
        Throwable cause = error;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (isOne(cause) || (closed && (cause instanceof SocketClosed || cause instanceof EOFException))) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean isOne(Throwable cause) {
        return cause instanceof Cancelled
                || cause instanceof InterruptedException
                || cause instanceof InterruptedIOException
                || cause instanceof ClosedByInterruptException
                || cause instanceof CancellationException;
    }
}
