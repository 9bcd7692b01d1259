package io.serval.cli;

import io.serval.cli.internal.config.Keys;
import io.serval.core.Route;
import io.serval.netty.NettyServer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** An application that serves. */
public final class Running implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Running.class.getName());

    /** What background tasks have beyond the time in which requests in flight were waited for. */
    private static final Duration TASKS = Duration.ofSeconds(2);

    private final Linked application;
    private final NettyServer server;
    private final Optional<NettyServer> metrics;
    private final AtomicBoolean closed = new AtomicBoolean();

    Running(Linked application, NettyServer server, Optional<NettyServer> metrics) {
        this.application = application;
        this.server = server;
        this.metrics = metrics;
    }

    /** The address that it serves on, without a path. */
    public URI uri() {
        String scheme = application.app().settings().server().tls().isPresent() ? "https" : "http";
        return URI.create(scheme + "://localhost:" + server.port());
    }

    /** The address of its metrics and its health, without a path; there is none without {@code metrics.port}. */
    public Optional<URI> metrics() {
        return metrics.map(open -> URI.create("http://localhost:" + open.port()));
    }

    /** The routes that it serves. */
    public List<Route> routes() {
        return application.dispatcher().routes();
    }

    Linked application() {
        return application;
    }

    /**
     * Drains and stops, in this order: {@code /readyz} becomes a 503 and {@code drain.pause} passes; no new connections;
     * live streams end; requests in flight get {@code timeouts.drain}, and background tasks two seconds more; then scopes
     * are cancelled, background work ends, the stop hooks run, and log, pool and embedded PostgreSQL close. Blocks until
     * all is done, within 20 seconds by the standard settings; closing twice does nothing.
     */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            application.drain();
            pause();
            server.drain();
            LOG.log(Level.INFO, "stop: requests in flight are done, or have had their time");
            application.awaitTasks(TASKS);
            server.close();
        } finally {
            application.close();
            metrics.ifPresent(NettyServer::close);
        }
    }

    private void pause() {
        try {
            Thread.sleep(application.app().settings().configuration().get(Keys.DRAIN_PAUSE));
        } catch (InterruptedException e) {
            // Whoever interrupts is in a hurry; the rest still has to be done.
            Thread.currentThread().interrupt();
        }
    }
}
