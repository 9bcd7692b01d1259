package io.serval.core;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** One {@link Scope#onCancel} callback: it runs at most once, and closing it waits for a run under way. */
final class CancelCallback extends Linked<CancelCallback> implements Scope.Registration {
    private static final Logger LOG = System.getLogger(CancelCallback.class.getName());

    private final Scope scope;
    private final Runnable callback;
    private boolean withdrawn;
    private boolean done;
    private @Nullable Thread runner;

    CancelCallback(Scope scope, Runnable callback) {
        this.scope = scope;
        this.callback = callback;
    }

    void run() {
        synchronized (this) {
            if (withdrawn || done || runner != null) {
                return;
            }
            runner = Thread.currentThread();
        }
        try {
            callback.run();
        } catch (Throwable e) {
            // Throwable: an Error of one must not keep the others from running either.
            LOG.log(Level.WARNING, "A cancel callback failed; the others still run.", e);
        } finally {
            synchronized (this) {
                done = true;
                runner = null;
                notifyAll();
            }
        }
    }

    @Override
    public void close() {
        scope.forget(this);
        boolean interrupted = false;
        synchronized (this) {
            withdrawn = true;
            while (runner != null && runner != Thread.currentThread()) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
