package io.serval.cli;

import io.serval.core.Dispatcher;
import io.serval.core.Handler;
import io.serval.core.Scope;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** An application that is set up and linked, and serves no port: what a test asks without sockets. */
public final class Linked implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Linked.class.getName());
    private static final Duration LAST_TASKS = Duration.ofSeconds(1);
    private static final Duration STOP_HOOKS = Duration.ofSeconds(3);

    private final App app;
    private final Dispatcher dispatcher;
    private final Handler handler;
    private final AtomicBoolean closed = new AtomicBoolean();

    Linked(App app, Dispatcher dispatcher) {
        this.app = app;
        this.dispatcher = dispatcher;
        this.handler = app.health().before(new Observation(app).traced(dispatcher));
    }

    /** What answers its requests but those about its health. */
    public Dispatcher dispatcher() {
        return dispatcher;
    }

    /** What answers all its requests. */
    public Handler handler() {
        return handler;
    }

    /** Cancelled, with {@link Scope.Cause#SHUTDOWN}, when the application stops. */
    public Scope scope() {
        return app.scope();
    }

    /** Runs the start hooks, then starts the background work, as happens around the opening of a port. */
    public void start() {
        app.hooks().start();
        app.startBackground();
    }

    App app() {
        return app;
    }

    /** From now on no requests should be sent. */
    void drain() {
        LOG.log(Level.INFO, "stop: no more requests are wanted");
        app.health().drain();
    }

    /** Waits for the tasks that requests have left behind. */
    void awaitTasks(Duration atMost) {
        try {
            List<String> left = app.tasks().awaitNone(atMost);
            if (!left.isEmpty()) {
                LOG.log(Level.WARNING, () -> "stop: background tasks are cancelled: " + String.join(", ", left));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Ends the tasks and the background work, runs the stop hooks, and closes log, pool and embedded PostgreSQL. Closing
     * twice does nothing.
     */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            app.tasks().close();
            awaitTasks(LAST_TASKS);
            app.stopBackground();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            app.hooks().stop(STOP_HOOKS);
            app.close();
            LOG.log(Level.INFO, "stop: done");
        }
    }
}
