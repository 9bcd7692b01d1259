package io.serval.cli;

import io.serval.core.Route;
import io.serval.netty.NettyServer;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** An application that serves. */
public final class Running implements AutoCloseable {
    private final Linked application;
    private final NettyServer server;
    private final AtomicBoolean closed = new AtomicBoolean();

    Running(Linked application, NettyServer server) {
        this.application = application;
        this.server = server;
    }

    /** The address that it serves on, without a path. */
    public URI uri() {
        return URI.create("http://localhost:" + server.port());
    }

    /** The routes that it serves. */
    public List<Route> routes() {
        return application.dispatcher().routes();
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
        } finally {
            application.close();
        }
    }
}
