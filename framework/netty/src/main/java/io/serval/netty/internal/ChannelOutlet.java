package io.serval.netty.internal;

import io.netty.buffer.ByteBuf;
import io.serval.core.Outlet;
import io.serval.core.Scope;
import java.util.concurrent.Executor;

/** The sending end of a connection or stream. How messages look on the wire is the {@link Framing}'s business. */
final class ChannelOutlet implements Outlet {
    private final Outflow out;
    private final Exchange exchange;
    private final Framing framing;
    private final Runnable ended;
    private Runnable onWritable = () -> {};
    private boolean open = true;

    /**
     * Creates an open outlet.
     *
     * @param ended called once the end has been handed to the socket; not if the client leaves before
     */
    ChannelOutlet(Outflow out, Exchange exchange, Framing framing, Runnable ended) {
        this.out = out;
        this.exchange = exchange;
        this.framing = framing;
        this.ended = ended;
    }

    @Override
    public Executor loop() {
        return out.loop().executor();
    }

    @Override
    public Scope scope() {
        return exchange.scope();
    }

    @Override
    public boolean writable() {
        checkThread();
        return open && out.writable();
    }

    @Override
    public void onWritable(Runnable task) {
        checkThread();
        onWritable = task;
    }

    @Override
    public void write(byte[] message) {
        checkThread();
        if (open) {
            exchange.sent(message.length);
            out.write(framing.message(out.memory(), message));
        }
    }

    @Override
    public void flush() {
        checkThread();
        out.flush();
    }

    @Override
    public void close(int code, String reason) {
        checkThread();
        if (open) {
            ByteBuf end = framing.end(out.memory(), code, reason);
            open = false;
            out.end(end, ended);
        }
    }

    boolean isOpen() {
        return open;
    }

    /** The client is gone: nothing is written any more. */
    void hangUp() {
        open = false;
    }

    /** Tells the application when there is room again. */
    void writabilityChanged() {
        if (writable()) {
            onWritable.run();
        }
    }

    private void checkThread() {
        if (!out.loop().isCurrent()) {
            throw new IllegalStateException("An outlet is used on its event loop only, not on "
                    + Thread.currentThread().getName() + ": call outlet.loop().execute(...).");
        }
    }
}
