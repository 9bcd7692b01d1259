package io.serval.core.internal.socket;

import io.serval.core.Outlet;
import io.serval.core.Scope;
import io.serval.core.SharedMessage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The outlet of a socket, for others than the socket itself: both want to hear when there is room.
 *
 * @param outlet the outlet that the socket uses
 * @param room takes what the others want to have run then
 */
record SharedOutlet(Outlet outlet, Consumer<Runnable> room) implements Outlet {
    @Override
    public Executor loop() {
        return outlet.loop();
    }

    @Override
    public Scope scope() {
        return outlet.scope();
    }

    @Override
    public Runnable hold() {
        return outlet.hold();
    }

    @Override
    public int messageBytes() {
        return outlet.messageBytes();
    }

    @Override
    public boolean writable() {
        return outlet.writable();
    }

    @Override
    public void onWritable(Runnable task) {
        room.accept(task);
    }

    @Override
    public void write(byte[] message) {
        outlet.write(message);
    }

    @Override
    public void write(SharedMessage message) {
        outlet.write(message);
    }

    @Override
    public void writeBinary(byte[] message) {
        outlet.writeBinary(message);
    }

    @Override
    public void writePiece(boolean text, byte[] piece, boolean last) {
        outlet.writePiece(text, piece, last);
    }

    @Override
    public void flush() {
        outlet.flush();
    }

    @Override
    public void reading(boolean wanted) {
        outlet.reading(wanted);
    }

    @Override
    public void close(int code, String reason) {
        outlet.close(code, reason);
    }
}
