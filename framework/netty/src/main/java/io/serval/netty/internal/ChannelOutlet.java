package io.serval.netty.internal;

import io.netty.channel.Channel;
import io.serval.core.Outlet;
import io.serval.core.Scope;
import java.util.concurrent.Executor;

/** The sending end of one channel. How messages look on the wire is the {@link Framing}'s business. */
final class ChannelOutlet implements Outlet {
    private final Channel channel;
    private final Scope scope;
    private final Framing framing;
    private final Runnable ended;
    private Runnable onWritable = () -> {};
    private boolean open = true;

    /**
     * Creates an open outlet.
     *
     * @param ended called once the end has been handed to the socket; not if the client leaves before
     */
    ChannelOutlet(Channel channel, Scope scope, Framing framing, Runnable ended) {
        this.channel = channel;
        this.scope = scope;
        this.framing = framing;
        this.ended = ended;
    }

    @Override
    public Executor loop() {
        return channel.eventLoop();
    }

    @Override
    public Scope scope() {
        return scope;
    }

    @Override
    public boolean writable() {
        checkThread();
        return open && channel.isWritable();
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
            channel.write(framing.message(channel.alloc(), message), channel.voidPromise());
        }
    }

    @Override
    public void flush() {
        checkThread();
        channel.flush();
    }

    @Override
    public void close(int code, String reason) {
        checkThread();
        if (open) {
            var end = framing.end(channel.alloc(), code, reason);
            open = false;
            channel.writeAndFlush(end).addListener(written -> {
                if (written.isSuccess()) {
                    ended.run();
                }
            });
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
        if (!channel.eventLoop().inEventLoop()) {
            throw new IllegalStateException("An outlet is used on its event loop only, not on "
                    + Thread.currentThread().getName() + ": call outlet.loop().execute(...).");
        }
    }
}
