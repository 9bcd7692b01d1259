package io.serval.netty.internal;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts connections, up to a limit, and waits for the last one to close. It is a handler of the channel that accepts them, so
 * that those are counted, too, that wait for a busy event loop.
 */
final class OpenConnections extends ChannelInboundHandlerAdapter {
    /** So many more are told that there are too many; further ones are not worth the words. */
    private static final int TOLD = 1_000;

    private static final AttributeKey<Boolean> TO_TELL = AttributeKey.valueOf(OpenConnections.class, "toTell");

    private final int limit;
    private final int told;
    private final AtomicInteger open = new AtomicInteger();
    private final ChannelFutureListener whenClosed = channel -> closed();
    private final CountDownLatch none = new CountDownLatch(1);
    private volatile boolean noMore;

    /**
     * Creates the counter.
     *
     * @param secure whether it takes a handshake to tell a client anything, which is too much work for one that is turned away
     */
    OpenConnections(int limit, boolean secure) {
        this.limit = limit;
        told = secure ? 0 : TOLD;
    }

    /** Whether the connection is one too many, and is to be told so. */
    static boolean isToTell(Channel connection) {
        return connection.hasAttr(TO_TELL);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        var connection = (Channel) msg;
        // One thread accepts them all: there is no other that could count one more meanwhile.
        int over = open.get() + 1 - limit;
        if (over > told) {
            // It has no event loop yet to be closed on.
            connection.unsafe().closeForcibly();
            return;
        }
        open.incrementAndGet();
        if (over > 0) {
            connection.attr(TO_TELL).set(true);
        }
        // Completes where no event loop takes it, too.
        connection.closeFuture().addListener(whenClosed);
        ctx.fireChannelRead(connection);
    }

    private void closed() {
        if (open.decrementAndGet() == 0 && noMore) {
            none.countDown();
        }
    }

    int count() {
        return open.get();
    }

    /** Waits until all are closed, or the time is over; no more must be accepted. */
    void awaitNone(Duration atMost) throws InterruptedException {
        noMore = true;
        if (open.get() > 0) {
            none.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        }
    }
}
