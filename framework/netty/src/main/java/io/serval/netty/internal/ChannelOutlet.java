package io.serval.netty.internal;

import io.netty.buffer.ByteBuf;
import io.serval.core.Outlet;
import io.serval.core.Scope;
import io.serval.core.SharedMessage;
import java.util.concurrent.Executor;

/** The sending end of a body that is pushed. How it looks on the wire is the {@link PushFraming}'s business. */
final class ChannelOutlet implements Outlet {
    private final Outflow out;
    private final Exchange exchange;
    private final PushFraming framing;
    private final Runnable ended;
    private Runnable onWritable = () -> {};
    private boolean open = true;

    /**
     * Creates an open outlet.
     *
     * @param ended called once the end has been handed to the socket; not if the client leaves before
     */
    ChannelOutlet(Outflow out, Exchange exchange, PushFraming framing, Runnable ended) {
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
    public Runnable hold() {
        out.loop().check();
        return exchange.hold();
    }

    @Override
    public int messageBytes() {
        return 0;
    }

    @Override
    public boolean writable() {
        out.loop().check();
        return open && out.writable();
    }

    @Override
    public void onWritable(Runnable task) {
        out.loop().check();
        onWritable = task;
    }

    @Override
    public void write(byte[] message) {
        out.loop().check();
        if (open) {
            exchange.sent(message.length);
            out.write(framing.message(out.memory(), message));
        }
    }

    @Override
    public void write(SharedMessage message) {
        out.loop().check();
        if (open) {
            exchange.sent(message.bytes().length);
            out.writeShared(framing.shared(message));
        }
    }

    @Override
    public void writeBinary(byte[] message) {
        write(message);
    }

    @Override
    public void writePiece(boolean text, byte[] piece, boolean last) {
        write(piece);
    }

    @Override
    public void reading(boolean wanted) {
        // A client that is pushed to says nothing.
    }

    @Override
    public void flush() {
        out.loop().check();
        out.flush();
    }

    @Override
    public void close(int code, String reason) {
        out.loop().check();
        if (open) {
            ByteBuf end = framing.end(out.memory());
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
}
