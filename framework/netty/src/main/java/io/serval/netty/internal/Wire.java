package io.serval.netty.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.FileRegion;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

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
        channel.write(bytes, channel.voidPromise());
    }

    @Override
    public void flush() {
        channel.flush();
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
