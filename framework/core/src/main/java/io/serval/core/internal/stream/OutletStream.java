package io.serval.core.internal.stream;

import io.serval.core.Outlet;
import io.serval.core.Scope;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Hands what one thread writes to an outlet's loop, in pieces, and blocks that thread while the client is slow. The loop
 * never waits and takes no lock: it only counts what it has taken, and wakes the thread.
 */
final class OutletStream extends OutputStream {
    private static final int PIECE = 16 * 1024;

    /** So many bytes may be on their way to the outlet, beside those that it holds. */
    private static final int MOST = 2 * PIECE;

    private static final byte[] NOTHING = {};

    private final Outlet outlet;
    private final OptionalLong length;
    private final AtomicInteger onTheirWay = new AtomicInteger();
    private volatile @Nullable Thread waiting;
    private byte[] buffer = NOTHING;
    private int buffered;
    private long written;
    private @Nullable IOException broken;

    /** On the loop: what the outlet has taken since it had room. */
    private int taken;

    OutletStream(Outlet outlet, OptionalLong length) {
        this.outlet = outlet;
        this.length = length;
    }

    @Override
    public void write(int b) throws IOException {
        check(1);
        written++;
        room(1);
        buffer[buffered++] = (byte) b;
        if (buffered == PIECE) {
            hand();
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        check(count);
        written += count;
        for (int from = offset; from < offset + count; ) {
            int now = Math.min(offset + count - from, PIECE - buffered);
            room(now);
            System.arraycopy(bytes, from, buffer, buffered, now);
            buffered += now;
            from += now;
            if (buffered == PIECE) {
                hand();
            }
        }
    }

    @Override
    public void flush() throws IOException {
        check(0);
        if (buffered > 0) {
            hand();
        }
    }

    @Override
    public void close() throws IOException {
        flush();
    }

    /** The writer has returned: sees to it that what it wrote is what was promised. */
    void finish() throws IOException {
        check(0);
        if (length.isPresent() && written < length.getAsLong()) {
            throw new IOException("The response says Content-Length " + length.getAsLong() + ", but " + written
                    + " bytes of body were written.");
        }
        flush();
    }

    /** Lets the thread look whether anybody still waits for what it writes. */
    void wake() {
        Thread writer = waiting;
        if (writer != null) {
            LockSupport.unpark(writer);
        }
    }

    /** Sees to it that so many bytes more may be written. */
    private void check(int more) throws IOException {
        if (broken != null) {
            throw new IOException(broken.getMessage(), broken);
        }
        if (length.isPresent() && more > length.getAsLong() - written) {
            broken = new IOException("The response says Content-Length " + length.getAsLong() + ", but at least "
                    + (written + more) + " bytes of body were written.");
            throw broken;
        }
        throwIfAbandoned();
    }

    /** Grows with what is written, so that many small streams cost little. */
    private void room(int more) {
        if (buffered + more > buffer.length) {
            int size = Math.clamp(2L * (buffered + more), 512, PIECE);
            buffer = Arrays.copyOf(buffer, size);
        }
    }

    private void hand() throws IOException {
        byte[] piece = buffered == buffer.length ? buffer : Arrays.copyOf(buffer, buffered);
        buffer = buffered == buffer.length ? NOTHING : buffer;
        buffered = 0;
        if (onTheirWay.get() + piece.length > MOST) {
            awaitRoom();
        }
        onTheirWay.addAndGet(piece.length);
        outlet.loop().execute(() -> take(piece));
    }

    private void awaitRoom() throws IOException {
        waiting = Thread.currentThread();
        try {
            while (onTheirWay.get() > 0) {
                throwIfAbandoned();
                LockSupport.park(this);
            }
        } finally {
            waiting = null;
        }
    }

    private void throwIfAbandoned() throws InterruptedIOException {
        Scope scope = outlet.scope();
        if (scope.cancelled() || Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("Nobody waits for the rest of the body after " + written + " bytes: "
                    + scope.cause().map(Scope.Cause::name).orElse("the thread was interrupted") + ".");
        }
    }

    /** On the loop. */
    private void take(byte[] piece) {
        outlet.write(piece);
        outlet.flush();
        taken += piece.length;
        if (outlet.writable()) {
            goOn();
        } else {
            outlet.onWritable(this::goOn);
        }
    }

    /** On the loop. */
    private void goOn() {
        int room = taken;
        taken = 0;
        onTheirWay.addAndGet(-room);
        wake();
    }
}
