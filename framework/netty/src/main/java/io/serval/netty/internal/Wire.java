package io.serval.netty.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.FileRegion;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.unix.FileDescriptor;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A connection's channel and the loop that it lives on. The methods that write do not tell when that fails: a failed
 * write closes the channel, and its closing is what everybody waits for.
 */
@SuppressWarnings("FutureReturnValueIgnored") // for the reason above
final class Wire implements SocketCarrier {
    private final Channel channel;
    private final Loop loop;
    private final Stall stall;
    private final boolean secure;
    /** The socket, where bytes may go straight to it: on epoll, without TLS. */
    private final @Nullable FileDescriptor socket;
    /** Bytes for many that are to go straight to the socket. What is written meanwhile has them go before it. */
    private Gather.@Nullable Batch gathered;

    /**
     * Creates the wire.
     *
     * @param secure whether TLS encrypts what passes
     */
    Wire(Channel channel, Loop loop, boolean secure) {
        this.channel = channel;
        this.loop = loop;
        stall = new Stall(channel);
        this.secure = secure;
        socket = !secure && channel instanceof EpollSocketChannel epoll ? epoll.fd() : null;
    }

    @Override
    public Loop loop() {
        return loop;
    }

    @Override
    public ByteBufAllocator memory() {
        return channel.alloc();
    }

    ChannelPipeline pipeline() {
        return channel.pipeline();
    }

    /** The address that the client connected from. */
    InetAddress clientAddress() {
        return ((InetSocketAddress) channel.remoteAddress()).getAddress();
    }

    @Override
    public boolean active() {
        return channel.isActive();
    }

    @Override
    public boolean writable() {
        return channel.isWritable();
    }

    @Override
    public boolean stalled(Duration atMost, long now) {
        return stall.lasts(atMost, now);
    }

    /** The scheme of what is asked for on this connection. */
    String scheme() {
        return secure ? "https" : "http";
    }

    @Override
    public void reading(boolean wanted) {
        channel.config().setAutoRead(wanted);
    }

    @Override
    public void write(ByteBuf bytes) {
        ungather();
        channel.write(bytes, channel.voidPromise());
    }

    @Override
    public void writeShared(ByteBuf bytes) {
        if (gathered == null && nothingWaits()) {
            gathered = loop.gather().take();
        }
        if (gathered == null || !gathered.add(bytes)) {
            write(bytes.retainedDuplicate());
        }
    }

    @Override
    public void flush() {
        Gather.Batch batch = gathered;
        FileDescriptor straight = socket;
        if (batch == null || straight == null) {
            channel.flush();
            return;
        }
        gathered = null;
        // The number of a closed socket may be another client's by now.
        if (channel.isActive()) {
            write(batch, straight);
        }
        loop.gather().release(batch);
    }

    private void write(Gather.Batch batch, FileDescriptor straight) {
        try {
            ByteBuf rest = loop.gather().write(batch, straight, memory());
            if (rest.isReadable()) {
                channel.writeAndFlush(rest, channel.voidPromise());
            }
        } catch (IOException e) {
            // The ordinary way meets the same fault, and deals with it.
            writeAll(batch);
            channel.flush();
        }
    }

    /** Has what was gathered go the ordinary way. */
    private void ungather() {
        Gather.Batch batch = gathered;
        if (batch != null) {
            gathered = null;
            writeAll(batch);
            loop.gather().release(batch);
        }
    }

    private void writeAll(Gather.Batch batch) {
        for (int i = 0; i < batch.count(); i++) {
            channel.write(batch.frame(i).retainedDuplicate(), channel.voidPromise());
        }
    }

    /** Whether bytes may go straight to the socket: there are none before them. */
    private boolean nothingWaits() {
        ChannelOutboundBuffer waiting = socket == null ? null : channel.unsafe().outboundBuffer();
        return waiting != null && waiting.isEmpty() && waiting.totalPendingWriteBytes() == 0;
    }

    @Override
    public void send(ByteBuf bytes, Runnable sent) {
        sendAny(bytes, sent);
    }

    /** Sends a piece of a file likewise; only on a {@linkplain #plain plain} connection. */
    void send(FileRegion region, Runnable sent) {
        sendAny(region, sent);
    }

    /** Whether bytes leave as they are: no TLS. */
    boolean plain() {
        return !secure;
    }

    private void sendAny(Object message, Runnable sent) {
        ungather();
        channel.writeAndFlush(message).addListener(written -> {
            if (written.isSuccess()) {
                sent.run();
            }
        });
    }

    @Override
    public void end(ByteBuf last, Runnable sent) {
        send(last, sent);
    }

    /** Says that nothing more comes; reading goes on. */
    void shutdownOutput() {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            ((DuplexChannel) channel).shutdownOutput();
        } else {
            // The client must be able to tell the end from a cut (RFC 8446 §6.1).
            tls.closeOutbound().addListener(told -> ((DuplexChannel) channel).shutdownOutput());
        }
    }

    /** Closes so that the client sees an error, and not an end; what it has not received yet may be lost. */
    void reset() {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        channel.close();
    }

    void close() {
        channel.close();
    }

    @Override
    public void cut() {
        close();
    }

    @Override
    public void finish() {
        Linger.begin(this);
    }

    @Override
    public String toString() {
        return channel.toString();
    }
}
