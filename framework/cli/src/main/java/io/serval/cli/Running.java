package io.serval.cli;

import io.serval.core.Dispatcher;
import io.serval.core.Route;
import io.serval.netty.NettyServer;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** An application that serves. */
public final class Running implements AutoCloseable {
    private final App app;
    private final Dispatcher dispatcher;
    private final NettyServer server;
    private final AtomicBoolean closed = new AtomicBoolean();

    Running(App app, Dispatcher dispatcher, NettyServer server) {
        this.app = app;
        this.dispatcher = dispatcher;
        this.server = server;
    }

    /** The address that it serves on, without a path. */
    public URI uri() {
        return URI.create("http://localhost:" + server.port());
    }

    /** The routes that it serves. */
    public List<Route> routes() {
        return dispatcher.routes();
    }

    /**
     * Drains and stops: no new connections, live streams end, requests in flight get their time, background work is
     * cancelled, then log, pool and embedded PostgreSQL close. Blocks until all is done; closing twice does nothing.
     */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            server.close();
            app.stopBackground();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            app.close();
        }
    }
}
