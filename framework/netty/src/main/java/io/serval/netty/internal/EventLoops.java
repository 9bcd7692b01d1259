package io.serval.netty.internal;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

/** The event loops, one per core, and the one that accepts, on epoll where there is one and on NIO elsewhere. */
final class EventLoops {
    private static final WriteBufferWaterMark WATER_MARKS = new WriteBufferWaterMark(32 * 1024, 64 * 1024);

    /**
     * Takes connections in, by a thread of its own. When all clients come back at once, the last would wait behind all that is
     * done for the first, until the kernel holds so many that it turns others away; those try again a second later.
     */
    private final EventLoopGroup acceptor = group(1, "serval-accept");

    private final EventLoopGroup group = group(Runtime.getRuntime().availableProcessors(), "serval-loop");
    private final IdentityHashMap<EventExecutor, Loop> loops = new IdentityHashMap<>();

    EventLoops(Function<EventLoop, Loop> loop) {
        group.forEach(executor -> loops.put(executor, loop.apply((EventLoop) executor)));
    }

    /**
     * Listens.
     *
     * @param accepting sees the connections on the thread that accepts them, before they wait for their event loop
     * @param connections sets each of them up on its event loop
     */
    ChannelFuture bind(InetSocketAddress address, ChannelHandler accepting, ChannelHandler connections) {
        var server = new ServerBootstrap()
                .group(acceptor, group)
                .channel(Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .handler(accepting)
                .childHandler(connections)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARKS);
        return server.bind(address);
    }

    Loop of(EventLoop executor) {
        Loop loop = loops.get(executor);
        if (loop == null) {
            throw new IllegalArgumentException("Not one of this server's event loops: " + executor);
        }
        return loop;
    }

    Collection<Loop> all() {
        return loops.values();
    }

    void stop(Duration atMost) {
        Stream.of(acceptor, group)
                .map(each -> each.shutdownGracefully(0, atMost.toMillis(), TimeUnit.MILLISECONDS))
                .toList()
                .forEach(stopped -> stopped.awaitUninterruptibly(2 * atMost.toMillis()));
    }

    private static EventLoopGroup group(int threads, String name) {
        return new MultiThreadIoEventLoopGroup(
                threads, threads(name), Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    }

    private static ThreadFactory threads(String name) {
        var number = new AtomicInteger();
        return task -> new FastThreadLocalThread(task, name + "-" + number.incrementAndGet());
    }
}
