package io.serval.testkit.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** A body in memory that is read as it is written, in the pieces that it is written in. */
final class Pipe extends InputStream {
    private static final Duration FOREVER = Duration.ofDays(1);

    private final Inbox<byte[]> pieces;
    private final Runnable left;
    private byte[] piece = new byte[0];
    private int at;
    private volatile boolean over;

    /** Creates a body, whose reader leaves by closing it before its end. */
    Pipe(Inbox<byte[]> pieces, Runnable left) {
        this.pieces = pieces;
        this.left = left;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (at == piece.length) {
            Optional<byte[]> next = next();
            if (next.isEmpty()) {
                over = true;
                return -1;
            }
            piece = next.get();
            at = 0;
        }
        int count = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, into, offset, count);
        at += count;
        return count;
    }

    private Optional<byte[]> next() throws IOException {
        try {
            return pieces.take(FOREVER);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while it waited for more of the body");
        } catch (TimeoutException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        // Asked first: a reader on another thread sees the end as soon as the pieces are closed.
        boolean leaving = !over;
        over = true;
        pieces.close();
        if (leaving) {
            left.run();
        }
    }
}
