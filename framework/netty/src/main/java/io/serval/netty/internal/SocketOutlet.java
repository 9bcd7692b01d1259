package io.serval.netty.internal;

import io.serval.core.Outlet;
import io.serval.core.Scope;
import io.serval.core.SharedMessage;
import java.util.concurrent.Executor;

/** The sending end of a WebSocket. */
final class SocketOutlet implements Outlet {
    /** Whose sending end it is. */
    interface Owner {
        /** The application ends the conversation; called while it is open only. */
        void close(int code, String reason);

        /** The application wants to hear the client, or not. */
        void reading(boolean wanted);

        /** The largest whole message that the client may send. */
        int messageBytes();
    }

    private final SocketCarrier carrier;
    private final Exchange exchange;
    private final Owner owner;
    private final boolean compressed;
    private Runnable onWritable = () -> {};
    private boolean open = true;

    /** Whether a message has been begun in pieces, and not ended. */
    private boolean within;

    /** Whether the pieces of that message are compressed. */
    private boolean deflating;

    /**
     * Creates an open outlet.
     *
     * @param compressed whether permessage-deflate was agreed on
     */
    SocketOutlet(SocketCarrier carrier, Exchange exchange, Owner owner, boolean compressed) {
        this.carrier = carrier;
        this.exchange = exchange;
        this.owner = owner;
        this.compressed = compressed;
    }

    @Override
    public Executor loop() {
        return carrier.loop().executor();
    }

    @Override
    public Scope scope() {
        return exchange.scope();
    }

    @Override
    public Runnable hold() {
        carrier.loop().check();
        return exchange.hold();
    }

    @Override
    public int messageBytes() {
        return owner.messageBytes();
    }

    @Override
    public boolean writable() {
        carrier.loop().check();
        return open && carrier.writable();
    }

    @Override
    public void onWritable(Runnable task) {
        carrier.loop().check();
        onWritable = task;
    }

    @Override
    public void write(byte[] message) {
        write(true, message);
    }

    @Override
    public void write(SharedMessage message) {
        if (mayWrite(message.bytes().length)) {
            carrier.writeShared(compressed ? SocketFraming.compressed(message) : SocketFraming.shared(message));
        }
    }

    @Override
    public void writeBinary(byte[] message) {
        write(false, message);
    }

    @Override
    public void writePiece(boolean text, byte[] piece, boolean last) {
        carrier.loop().check();
        if (open) {
            exchange.sent(piece.length);
            if (!within) {
                deflating = compressed && (!last || Compression.pays(piece));
            }
            carrier.write(
                    deflating
                            ? SocketFraming.compressedPiece(carrier.memory(), text, !within, piece, last)
                            : SocketFraming.piece(carrier.memory(), text, !within, piece, last));
            within = !last;
        }
    }

    @Override
    public void flush() {
        carrier.loop().check();
        carrier.flush();
    }

    @Override
    public void reading(boolean wanted) {
        carrier.loop().check();
        if (open) {
            owner.reading(wanted);
        }
    }

    @Override
    public void close(int code, String reason) {
        carrier.loop().check();
        if (open) {
            owner.close(code, reason);
        }
    }

    boolean isOpen() {
        return open;
    }

    /** Nothing is written any more, but for the last frame. */
    void shut() {
        open = false;
    }

    /** Tells the application when there is room again. */
    void writabilityChanged() {
        if (writable()) {
            onWritable.run();
        }
    }

    private void write(boolean text, byte[] message) {
        if (mayWrite(message.length)) {
            carrier.write(
                    compressed
                            ? SocketFraming.compressed(carrier.memory(), text, message)
                            : SocketFraming.message(carrier.memory(), text, message));
        }
    }

    private boolean mayWrite(int bytes) {
        carrier.loop().check();
        if (open && within) {
            throw new IllegalStateException("A message that is sent in pieces must end before the next one begins.");
        }
        if (open) {
            exchange.sent(bytes);
        }
        return open;
    }
}
