package io.serval.cli;

import io.serval.core.Scope;
import io.serval.core.StartupException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The hooks of an application. */
final class Hooks {
    private static final Logger LOG = System.getLogger(Hooks.class.getName());

    private final List<Hook> starting = new ArrayList<>();
    private final List<Hook> stopping = new ArrayList<>();
    private boolean started;

    void onStart(Hook hook) {
        starting.add(hook);
    }

    void onStop(Hook hook) {
        stopping.add(hook);
    }

    /**
     * Runs the start hooks.
     *
     * @throws StartupException if one fails
     */
    void start() {
        for (Hook hook : starting) {
            try {
                hook.run();
            } catch (StartupException e) {
                throw e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StartupException("The start was interrupted.", e);
            } catch (Exception e) {
                throw new StartupException("A start hook failed: " + e.getMessage(), e);
            }
        }
        started = true;
    }

    /** Runs the stop hooks, if the application had started; they have so much time together. */
    void stop(Duration time) {
        if (!started) {
            return;
        }
        started = false;
        try (Scope scope = Scope.root()) {
            scope.deadline(time);
            Future<?> all = scope.fork(() -> {
                stopping.reversed().forEach(hook -> run(hook, scope));
                return scope;
            });
            all.get(time.toMillis() + 500, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            LOG.log(Level.ERROR, "The stop hooks failed.", e.getCause());
        } catch (TimeoutException e) {
            LOG.log(Level.WARNING, "A stop hook does not end; the application stops without it.");
        }
    }

    private static void run(Hook hook, Scope scope) {
        try {
            hook.run();
        } catch (Exception e) {
            String what = scope.cancelled() ? "A stop hook was not done in time." : "A stop hook failed.";
            LOG.log(Level.ERROR, what, e);
        }
    }
}
