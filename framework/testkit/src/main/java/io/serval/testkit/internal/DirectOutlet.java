package io.serval.testkit.internal;

import io.serval.core.Outlet;
import io.serval.core.Scope;
import io.serval.core.SharedMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/** An outlet in memory, with the bounds and on the thread that one of a server has. */
final class DirectOutlet implements Outlet {
    private static final int LOW = 32 * 1024;
    private static final int HIGH = 64 * 1024;
    private static final int MESSAGE = 64 * 1024;
    private static final int MOST = 16 * 1024 * 1024;

    /** Where the messages go; called on the loop. */
    interface Sink {
        /** Takes a piece of a message, or of a body. */
        void piece(boolean text, byte[] piece, boolean last);

        void end(int code, String reason);

        /** Whether the client is to be listened to. */
        default void reading(boolean wanted) {}
    }

    private final DirectLoop loop;
    private final Scope scope;
    private final Sink sink;
    private final AtomicLong held = new AtomicLong();
    private final List<Piece> unflushed = new ArrayList<>();
    private Runnable onWritable = () -> {};
    private boolean writable = true;
    private boolean open = true;
    private boolean ended;
    private int holds;

    @SuppressWarnings("ArrayRecordComponent") // nobody compares pieces
    private record Piece(boolean text, byte[] bytes, boolean last) {}

    DirectOutlet(DirectLoop loop, Scope scope, Sink sink) {
        this.loop = loop;
        this.scope = scope;
        this.sink = sink;
    }

    @Override
    public Executor loop() {
        return loop;
    }

    @Override
    public Scope scope() {
        return scope;
    }

    @Override
    public Runnable hold() {
        checkThread();
        holds++;
        return () -> {
            holds--;
            end();
        };
    }

    @Override
    public int messageBytes() {
        return MESSAGE;
    }

    @Override
    public boolean writable() {
        checkThread();
        return open && writable;
    }

    @Override
    public void onWritable(Runnable task) {
        checkThread();
        onWritable = task;
    }

    @Override
    public void write(byte[] message) {
        writePiece(true, message, true);
    }

    @Override
    public void write(SharedMessage message) {
        writePiece(message.isText(), message.bytes(), true);
    }

    @Override
    public void writeBinary(byte[] message) {
        writePiece(false, message, true);
    }

    @Override
    public void writePiece(boolean text, byte[] piece, boolean last) {
        checkThread();
        if (!open) {
            return;
        }
        long now = held.addAndGet(piece.length);
        if (now > MOST) {
            throw new IllegalStateException("The client does not read, and " + now
                    + " bytes wait for it. Ask outlet.writable() before each message.");
        }
        writable = writable && now <= HIGH;
        unflushed.add(new Piece(text, piece, last));
    }

    @Override
    public void flush() {
        checkThread();
        unflushed.forEach(piece -> sink.piece(piece.text, piece.bytes, piece.last));
        unflushed.clear();
    }

    @Override
    public void reading(boolean wanted) {
        checkThread();
        sink.reading(wanted);
    }

    @Override
    public void close(int code, String reason) {
        checkThread();
        if (open) {
            flush();
            open = false;
            sink.end(code, reason);
            ended = true;
            end();
        }
    }

    boolean isOpen() {
        return open;
    }

    /** The client has left: on the loop. */
    void hangUp() {
        open = false;
        scope.cancel(Scope.Cause.CLIENT_GONE);
    }

    /** The client has read so many bytes: on any thread. */
    void drained(int bytes) {
        if (held.addAndGet(-bytes) < LOW) {
            loop.execute(() -> {
                if (!writable && held.get() < LOW) {
                    writable = true;
                    if (open) {
                        onWritable.run();
                    }
                }
            });
        }
    }

    private void end() {
        if (ended && holds == 0) {
            scope.close();
        }
    }

    private void checkThread() {
        if (!loop.isCurrent()) {
            throw new IllegalStateException("An outlet is used on its event loop only, not on "
                    + Thread.currentThread().getName() + ": call outlet.loop().execute(...).");
        }
    }
}
