package io.serval.netty.internal;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.serval.core.Handler;
import io.serval.core.Scope;
import io.serval.core.StartupException;
import io.serval.netty.NettyServer.Settings;
import io.serval.netty.Timeouts;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Starts and stops a server. */
public final class Transport {
    private static final Duration LAST_RESPONSES = Duration.ofSeconds(1);
    private static final Duration STOP = Duration.ofSeconds(2);

    private final Settings settings;
    private final @Nullable TlsContexts tls;
    private final EventLoops loops;
    private final Scope scope = Scope.root();
    private final OpenConnections open;
    private final Channel listener;
    private final InFlight inFlight;
    private final ReentrantLock stopping = new ReentrantLock();
    private boolean drained;
    private boolean closed;

    private Transport(Settings settings, Handler handler) {
        this.settings = settings;
        tls = settings.tls()
                .map(files -> new TlsContexts(files, settings.clock()))
                .orElse(null);
        open = new OpenConnections(settings.limits().connections(), tls != null);
        inFlight = new InFlight(settings.limits().requests());
        loops = new EventLoops(executor -> new Loop(executor, tick(settings.timeouts()), settings.clock(), inFlight));
        listener = listen(new InetSocketAddress(settings.address(), settings.port()), handler);
        loops.all().forEach(Loop::start);
    }

    /** Starts to serve. */
    public static Transport start(Settings settings, Handler handler) {
        return new Transport(settings, handler);
    }

    /** The TCP port it listens on. */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** How many connections are open. */
    public int connections() {
        return open.count();
    }

    /** How many requests are in work. */
    public int requests() {
        return inFlight.count();
    }

    /** Takes no more work and waits for what is in flight; does nothing the second time. */
    public void drain() {
        stopping.lock();
        try {
            if (!drained) {
                drained = true;
                listener.close().awaitUninterruptibly(STOP.toMillis());
                loops.all().forEach(loop -> loop.run(loop::drain));
                await(settings.timeouts().drain());
                loops.all().forEach(loop -> loop.run(loop::end));
            }
        } finally {
            stopping.unlock();
        }
    }

    /** Drains, cancels what is left and stops the loops; does nothing the second time. */
    public void close() {
        stopping.lock();
        try {
            drain();
            if (!closed) {
                closed = true;
                scope.cancel(Scope.Cause.SHUTDOWN);
                await(LAST_RESPONSES);
                stopLoops();
            }
        } finally {
            stopping.unlock();
        }
    }

    private Channel listen(InetSocketAddress address, Handler handler) {
        ChannelFuture bound = loops.bind(address, open, new Connections(settings, handler, scope, loops, tls))
                .awaitUninterruptibly();
        if (bound.isSuccess()) {
            return bound.channel();
        }
        stopLoops();
        Throwable cause = bound.cause();
        if (cause instanceof BindException || String.valueOf(cause.getMessage()).contains("already in use")) {
            throw new StartupException(
                    "Port " + address.getPort() + " is in use; pass --port N or --port 0 (0 picks a free port).",
                    cause);
        }
        throw new StartupException("Cannot listen on " + address + ": " + cause.getMessage(), cause);
    }

    private void stopLoops() {
        loops.stop(STOP);
        if (tls != null) {
            tls.close();
        }
    }

    /** An interrupted wait ends at once: whoever stops the server is in a hurry. */
    private void await(Duration atMost) {
        try {
            open.awaitNone(atMost);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A quarter of the shortest time to keep, within 10 ms and 1 s. */
    private static Duration tick(Timeouts timeouts) {
        long shortest = Stream.of(
                        timeouts.header(), timeouts.write(), timeouts.idle(), timeouts.ping(), timeouts.pong())
                .mapToLong(Duration::toMillis)
                .min()
                .orElseThrow();
        return Duration.ofMillis(Math.clamp(shortest / 4, 10, 1000));
    }
}
