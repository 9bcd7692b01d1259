package io.serval.cli;

import io.serval.core.Dispatcher;
import io.serval.core.Scope;
import java.util.concurrent.atomic.AtomicBoolean;

/** An application that is set up and linked, and serves no port: what a test asks without sockets. */
public final class Linked implements AutoCloseable {
    private final App app;
    private final Dispatcher dispatcher;
    private final AtomicBoolean closed = new AtomicBoolean();

    Linked(App app, Dispatcher dispatcher) {
        this.app = app;
        this.dispatcher = dispatcher;
    }

    /** What answers its requests. */
    public Dispatcher dispatcher() {
        return dispatcher;
    }

    /** Cancelled, with {@link Scope.Cause#SHUTDOWN}, when the application stops. */
    public Scope scope() {
        return app.scope();
    }

    /** Starts the background work of the application, as happens once it serves. */
    public void startBackground() {
        app.startBackground();
    }

    /** Cancels the background work, waits for its end, and closes log, pool and embedded PostgreSQL. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            app.stopBackground();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            app.close();
        }
    }
}
