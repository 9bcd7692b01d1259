package io.serval.cli.internal.health;

import io.serval.cli.Check;
import io.serval.core.Scope;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Watches one part that the application depends on. Its check runs at most once a second, and never beside itself, however
 * many ask; a changed result is logged.
 */
final class Probe {
    private static final Logger LOG = System.getLogger(Probe.class.getName());
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(3);

    private final String name;
    private final boolean required;
    private final Check check;
    private CompletableFuture<Boolean> result = CompletableFuture.completedFuture(true);
    private long started;
    private boolean everStarted;
    private volatile boolean up = true;

    Probe(String name, boolean required, Check check) {
        this.name = name;
        this.required = required;
        this.check = check;
    }

    String name() {
        return name;
    }

    /** Whether the application is of no use without it. */
    boolean required() {
        return required;
    }

    /** Runs the check, unless it runs or has just run. */
    synchronized CompletableFuture<Boolean> begin() {
        boolean fresh = everStarted && System.nanoTime() - started < FRESH.toNanos();
        if (result.isDone() && !fresh) {
            everStarted = true;
            started = System.nanoTime();
            var next = new CompletableFuture<Boolean>();
            result = next;
            Thread.ofVirtual().name("serval-check " + name).start(() -> next.complete(check()));
        }
        return result;
    }

    /** Whether the part works; not, if its check has not ended by then. */
    static boolean await(CompletableFuture<Boolean> result, long deadline) throws InterruptedException {
        try {
            return result.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean check() {
        try (Scope scope = Scope.root()) {
            scope.deadline(LONGEST);
            scope.call(() -> {
                check.run();
                return Objects.requireNonNull(name);
            });
            if (!up) {
                LOG.log(Level.INFO, () -> "The check '" + name + "' passes again.");
            }
            up = true;
        } catch (Throwable e) {
            // Throwable: whoever asks waits for a result.
            LOG.log(up ? Level.WARNING : Level.DEBUG, () -> "The check '" + name + "' fails.", e);
            up = false;
        }
        return up;
    }
}
