package io.serval.core;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One {@link Scope#onCancel} callback: it runs at most once, and closing it waits for a run under way. */
final class CancelCallback implements Scope.Registration {
    private static final Logger LOG = System.getLogger(CancelCallback.class.getName());

    private final Scope scope;
    private final Runnable callback;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private boolean withdrawn;
    private boolean done;
    private @Nullable Thread runner;

    CancelCallback(Scope scope, Runnable callback) {
        this.scope = scope;
        this.callback = callback;
    }

    void run() {
        lock.lock();
        try {
            if (withdrawn || done || runner != null) {
                return;
            }
            runner = Thread.currentThread();
        } finally {
            lock.unlock();
        }
        try {
            callback.run();
        } catch (Throwable e) {
            // Throwable: an Error of one must not keep the others from running either.
            LOG.log(Level.WARNING, "A cancel callback failed; the others still run.", e);
        } finally {
            lock.lock();
            try {
                done = true;
                runner = null;
                ended.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    public void close() {
        scope.forget(this);
        lock.lock();
        try {
            withdrawn = true;
            while (runner != null && runner != Thread.currentThread()) {
                ended.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }
}
