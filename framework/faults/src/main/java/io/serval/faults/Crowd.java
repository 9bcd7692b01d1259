package io.serval.faults;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** All clients, on one event loop. */
final class Crowd implements AutoCloseable {
    private static final int STREAMS_OF_A_PAGE = 3;
    private static final int LOOK_MILLIS = 20;

    private final int port;
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final Bootstrap bootstrap = new Bootstrap().group(loop).channel(NioSocketChannel.class);
    /** For the loop only. */
    private final Random random;

    private final List<Watcher> watchers = new ArrayList<>();
    private final List<Shown> left = new ArrayList<>();
    private final List<Throwable> broken = new ArrayList<>();
    private long connections;

    /** Makes the clients; they connect, and go on trying. */
    Crowd(int port, Random random, int clients) throws InterruptedException {
        this.port = port;
        this.random = random;
        onLoop(() -> {
            for (int i = 0; i < clients; i++) {
                watchers.add(
                        switch (i % 3) {
                            case 0 -> new EventStreamWatcher(this, Target.any(random));
                            case 1 -> new StreamWatcher(this, Target.any(random));
                            default -> new PageWatcher(this, targets());
                        });
            }
            watchers.forEach(watcher -> later(0, clients, watcher::connect));
            return true;
        });
    }

    /** Different ones, as a socket carries no path twice. */
    private List<Target> targets() {
        var targets = new ArrayList<Target>();
        while (targets.size() < STREAMS_OF_A_PAGE) {
            Target any = Target.any(random);
            if (!targets.contains(any)) {
                targets.add(any);
            }
        }
        return targets;
    }

    int port() {
        return port;
    }

    EventLoop loop() {
        return loop;
    }

    ChannelFuture connect(Consumer<ChannelPipeline> initialize) {
        ChannelFuture connecting = bootstrap
                .clone()
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        initialize.accept(channel.pipeline());
                    }
                })
                .connect(InetAddress.getLoopbackAddress(), port);
        connecting.addListener(done -> connections += done.isSuccess() ? 1 : 0);
        return connecting;
    }

    /** Does something after some time between these. */
    void later(int soonestMillis, int latestMillis, Runnable task) {
        loop.schedule(task, soonestMillis + random.nextInt(latestMillis - soonestMillis), TimeUnit.MILLISECONDS);
    }

    /** Something has come that must not come. */
    void broken(Throwable cause) {
        broken.add(cause);
    }

    /** Does something to one in so many. */
    void some(int oneIn, Consumer<Watcher> harm) throws InterruptedException {
        onLoop(() -> {
            watchers.stream().filter(_ -> random.nextInt(oneIn) == 0).forEach(harm);
            return true;
        });
    }

    /** Has one in so many leave for good, and another come in its place, who knows nothing. */
    void replace(int oneIn) throws InterruptedException {
        onLoop(() -> {
            for (int i = 0; i < watchers.size(); i++) {
                if (random.nextInt(oneIn) == 0) {
                    Watcher leaving = watchers.get(i);
                    leaving.leave();
                    left.addAll(leaving.shown());
                    watchers.set(i, leaving.anew());
                    watchers.get(i).connect();
                }
            }
            return true;
        });
    }

    /** Waits until each follows all that it wants to follow, for that time at most; returns whether they do. */
    boolean awaitFollowing(int seconds) throws InterruptedException {
        return awaitEach(watcher -> watcher.connected() && watcher.following(), seconds);
    }

    /** Waits until each has reached the end of what it watches, for that time at most; returns whether they have. */
    boolean awaitCaughtUp(Truth truth, int seconds) throws InterruptedException {
        return awaitEach(
                watcher -> watcher.shown().stream()
                        .allMatch(stream ->
                                stream.offset() >= truth.ids(stream.target().topic()).length),
                seconds);
    }

    private boolean awaitEach(Predicate<Watcher> condition, int seconds) throws InterruptedException {
        var met = new CompletableFuture<Boolean>();
        ScheduledFuture<?> look = loop.scheduleAtFixedRate(
                () -> {
                    try {
                        if (watchers.stream().allMatch(condition)) {
                            met.complete(true);
                        }
                    } catch (RuntimeException e) {
                        met.completeExceptionally(e);
                    }
                },
                0,
                LOOK_MILLIS,
                TimeUnit.MILLISECONDS);
        try {
            return met.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            look.cancel(false);
        }
    }

    /** What all of them have shown, those included who have left. */
    List<Shown> shown() throws InterruptedException {
        return onLoop(() -> Stream.concat(left.stream(), watchers.stream().flatMap(watcher -> watcher.shown().stream()))
                .toList());
    }

    /** What came that must not come. */
    List<Throwable> broken() throws InterruptedException {
        return onLoop(() -> List.copyOf(broken));
    }

    long connections() throws InterruptedException {
        return onLoop(() -> connections);
    }

    private <T> T onLoop(Callable<T> task) throws InterruptedException {
        try {
            return loop.submit(task).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
