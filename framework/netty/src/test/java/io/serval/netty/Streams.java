package io.serval.netty;

import io.serval.core.Outlet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Drives outlets from tests. */
final class Streams {
    private static final byte[] PIECE = new byte[8 * 1024];

    private Streams() {}

    /** Runs the task on the outlet's loop and returns its result. */
    static <T> T on(Outlet outlet, Callable<T> task) throws Exception {
        var result = new CompletableFuture<T>();
        outlet.loop().execute(() -> {
            try {
                result.complete(task.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        return result.get(20, TimeUnit.SECONDS);
    }

    /** Writes until the outlet has no more room, and returns how many bytes that took. */
    static long fill(Outlet outlet) throws Exception {
        return on(outlet, () -> {
            long written = 0;
            while (outlet.writable()) {
                outlet.write(PIECE);
                outlet.flush();
                written += PIECE.length;
            }
            return written;
        });
    }
}
