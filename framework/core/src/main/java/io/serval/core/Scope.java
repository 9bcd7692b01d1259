package io.serval.core;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/**
 * The lifetime of a piece of work: who waits for it, until when, and what to undo when they leave.
 *
 * <p>Every request, socket and subscription runs in a scope. Scopes form a tree: cancelling one cancels all below it.
 * A scope is cancelled at most once; the first {@link Cause} stays. Cancelling
 *
 * <ol>
 *   <li>sets the flag that {@link #cancelled()} and {@link #throwIfCancelled()} read,
 *   <li>cancels the child scopes,
 *   <li>interrupts the threads that work in the scope, except those inside {@link #shield}, and
 *   <li>runs the {@link #onCancel} callbacks on a virtual thread, newest first.
 * </ol>
 *
 * <p>All methods are safe for use by any thread, event loops included: none of them blocks, except
 * {@link Registration#close()} while its own callback runs.
 */
public final class Scope extends Linked<Scope> implements AutoCloseable {
    /** Why a scope was cancelled. */
    public enum Cause {
        /** The client closed its connection, or was found to be gone. */
        CLIENT_GONE,
        /** The {@link Scope#deadline} passed. */
        DEADLINE,
        /** The application cancelled it. */
        CANCELLED,
        /** The server is stopping. */
        SHUTDOWN
    }

    /** An {@link Scope#onCancel} callback that can be withdrawn. */
    public interface Registration extends AutoCloseable {
        /**
         * Withdraws the callback. When this returns the callback has either not run, and never will, or it has ended:
         * a caller may now reuse what the callback touches. Blocks only while the callback runs on another thread.
         */
        @Override
        void close();
    }

    /**
     * Takes what a library keeps by thread, a trace or an identity, along to the threads that {@link #fork}, {@link
     * #executor} and {@link #wrap} begin.
     */
    public interface Carrier {
        /** Called on the thread that hands the task over. Returns the task as it is to run on the other one. */
        <T extends @Nullable Object> Callable<T> carry(Callable<T> task);
    }

    private static final ScopedValue<Worker> CURRENT = ScopedValue.newInstance();

    private final @Nullable Scope parent;
    private @Nullable Scope children;
    private @Nullable Worker workers;
    private @Nullable CancelCallback callbacks;
    private @Nullable ScheduledFuture<?> deadline;
    private volatile @Nullable Carrier carrier;
    private volatile @Nullable String name;
    private volatile long cancelledAt;
    private volatile @Nullable Cause cause;
    private boolean closed;

    private Scope(@Nullable Scope parent) {
        this.parent = parent;
        this.carrier = parent == null ? null : parent.carrier;
    }

    /** Returns a new scope without a parent: a server, a test, a job. */
    public static Scope root() {
        return new Scope(null);
    }

    /**
     * Returns the scope that the current thread works in.
     *
     * @throws IllegalStateException outside of any scope: pass the scope on with {@link #fork}, {@link #wrap} or
     *     {@link #executor}
     */
    public static Scope current() {
        return currentIfAny()
                .orElseThrow(
                        () -> new IllegalStateException(
                                "This thread (" + Thread.currentThread().getName()
                                        + ") works in no scope. Start it with scope.fork(), scope.wrap() or scope.executor()."));
    }

    /** Returns the scope that the current thread works in, if it works in one. */
    public static Optional<Scope> currentIfAny() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get().scope()) : Optional.empty();
    }

    /**
     * Returns a new scope that ends with this one at the latest. A child of a cancelled scope is cancelled from the
     * start, a child of a closed one with {@link Cause#CANCELLED}. Close it when its work is done.
     */
    public Scope child() {
        var child = new Scope(this);
        Cause inherited;
        synchronized (this) {
            inherited = cause != null ? cause : closed ? Cause.CANCELLED : null;
            if (inherited == null) {
                children = child.onto(children);
            }
        }
        if (inherited != null) {
            child.cancel(inherited);
        }
        return child;
    }

    /** Names the work of this scope and of those below it, for logs: a request's id. */
    public void name(String title) {
        name = title;
    }

    /** What this scope was named, or the nearest one around it that was. */
    public Optional<String> name() {
        for (Scope each = this; each != null; each = each.parent) {
            if (each.name != null) {
                return Optional.of(each.name);
            }
        }
        return Optional.empty();
    }

    /** Sets what goes along with the tasks of this scope and of the children that it gets from now on. */
    public void carrier(Carrier other) {
        carrier = other;
    }

    /** Whether the scope has been cancelled. */
    public boolean cancelled() {
        return cause != null;
    }

    /** Why the scope was cancelled; empty as long as somebody waits for its work. */
    public Optional<Cause> cause() {
        return Optional.ofNullable(cause);
    }

    /** How long ago the scope was cancelled; empty as long as somebody waits for its work. */
    public Optional<Duration> sinceCancelled() {
        return cause == null ? Optional.empty() : Optional.of(Duration.ofNanos(System.nanoTime() - cancelledAt));
    }

    /** Does nothing, or throws {@link Cancelled} once the scope has been cancelled. For long computations. */
    public void throwIfCancelled() {
        Cause reason = cause;
        if (reason != null) {
            throw new Cancelled(reason);
        }
    }

    /**
     * Cancels the scope after a while with {@link Cause#DEADLINE}. A later call replaces the earlier one.
     *
     * @param after how long from now the work may take
     */
    public void deadline(Duration after) {
        synchronized (this) {
            if (cause != null || closed) {
                return;
            }
            if (deadline != null) {
                deadline.cancel(false);
            }
            deadline = Deadlines.schedule(() -> cancel(Cause.DEADLINE), after);
        }
    }

    /** Takes the deadline back, if it has not passed: what was limited is done, and what follows may take its time. */
    public void clearDeadline() {
        synchronized (this) {
            stopDeadline();
        }
    }

    /**
     * Runs the callback once if the scope is cancelled; at once, on this thread, if it already was. Callbacks run one after
     * another, the latest registered first. One that throws is logged and does not keep the others from running.
     */
    public Registration onCancel(Runnable callback) {
        var registered = new CancelCallback(this, callback);
        synchronized (this) {
            if (closed && cause == null) {
                return registered;
            }
            if (cause == null) {
                callbacks = registered.onto(callbacks);
                return registered;
            }
        }
        registered.run();
        return registered;
    }

    /** Cancels the scope, unless it was cancelled or closed before. */
    public void cancel(Cause reason) {
        List<Scope> below;
        List<Worker> atWork;
        List<CancelCallback> undo;
        synchronized (this) {
            if (cause != null || closed) {
                return;
            }
            cancelledAt = System.nanoTime();
            cause = reason;
            below = Linked.parted(children);
            children = null;
            atWork = Linked.all(workers);
            undo = Linked.parted(callbacks);
            callbacks = null;
            stopDeadline();
        }
        below.forEach(child -> child.cancel(reason));
        atWork.forEach(Worker::interrupt);
        detach();
        if (!undo.isEmpty()) {
            Thread.ofVirtual().name("serval-cancel").start(() -> undo.forEach(CancelCallback::run));
        }
    }

    /**
     * Ends the scope because its work is done. Callbacks are dropped; child scopes still open are cancelled with
     * {@link Cause#CANCELLED}. If another thread still works in the scope, this one is cancelled with that cause too.
     * Closing twice does nothing.
     */
    @Override
    public void close() {
        while (!closedWithoutWork()) {
            cancel(Cause.CANCELLED);
        }
    }

    /**
     * Runs the task on this thread, in this scope: {@link #current()} is this scope, and cancelling it interrupts the
     * thread. The scope's interrupt ends with the call; one that somebody else sent to the thread stays.
     *
     * @throws Cancelled if the scope was cancelled or closed before the task began
     * @throws Exception what the task throws
     */
    public <T extends @Nullable Object> T call(Callable<T> task) throws Exception {
        return work(task, false);
    }

    /** Returns a task that runs the given one {@linkplain #call in this scope}, on whatever thread runs it. */
    public <T extends @Nullable Object> Callable<T> wrap(Callable<T> task) {
        Callable<T> carried = carried(task);
        return () -> call(carried);
    }

    /**
     * Returns an executor that runs each task on a virtual thread of its own, in a child scope. It throws {@link
     * Cancelled} for a task that comes after the scope was cancelled or closed. Every task that it took runs, as somebody
     * may wait for it: if the scope is cancelled first, with the thread interrupted from the start.
     */
    public Executor executor() {
        return task -> {
            throwIfEnded();
            Scope child = child();
            Callable<?> carried = carried(Executors.callable(task));
            Thread.ofVirtual().name("serval-task").start(() -> child.runToEnd(carried));
        };
    }

    /**
     * Starts the task on a virtual thread, in a child scope. Cancelling this scope, or the returned future, cancels the
     * child and so interrupts the task.
     */
    public <T extends @Nullable Object> Future<T> fork(Callable<T> task) {
        Scope child = child();
        Callable<T> carried = carried(task);
        var future =
                new FutureTask<T>(() -> {
                    try (child) {
                        return child.call(carried);
                    }
                }) {
                    @Override
                    protected void done() {
                        if (isCancelled()) {
                            child.cancel(Cause.CANCELLED);
                        }
                    }

                    @Override
                    public boolean cancel(boolean mayInterrupt) {
                        // The child scope interrupts, because it knows of shields and running statements.
                        return super.cancel(false);
                    }
                };
        Thread.ofVirtual().name("serval-fork").start(future);
        return future;
    }

    /**
     * Runs a section that must not be interrupted half-way: a commit, a call to a service that charges money. If the
     * scope is cancelled meanwhile, or was just before, the thread is interrupted as soon as the section ends. Outside a
     * scope the section just runs.
     */
    public static <T extends @Nullable Object> T shield(Callable<T> section) throws Exception {
        if (!CURRENT.isBound() || !CURRENT.get().interrupts().ofCurrentThread()) {
            return section.call();
        }
        Interrupts interrupts = CURRENT.get().interrupts();
        interrupts.enterShield();
        try {
            return section.call();
        } finally {
            interrupts.leaveShield();
        }
    }

    /** Whether the current thread is inside a {@link #shield}: what it calls is to be finished, not cancelled. */
    public static boolean shielded() {
        return CURRENT.isBound()
                && CURRENT.get().interrupts().ofCurrentThread()
                && CURRENT.get().interrupts().shielded();
    }

    private <T extends @Nullable Object> T work(Callable<T> task, boolean evenIfEnded) throws Exception {
        Worker current = CURRENT.isBound() ? CURRENT.get() : null;
        if (current != null && current.scope() == this && current.interrupts().ofCurrentThread() && !evenIfEnded) {
            throwIfEnded();
            return task.call();
        }
        Worker worker = Worker.in(this, current);
        boolean late;
        synchronized (this) {
            if (!evenIfEnded) {
                throwIfEnded();
            }
            workers = worker.onto(workers);
            late = cause != null;
        }
        if (late) {
            worker.interrupt();
        }
        try {
            return ScopedValue.where(CURRENT, worker).call(task::call);
        } finally {
            synchronized (this) {
                workers = worker.outOf(workers);
            }
            worker.leave();
        }
    }

    <T extends @Nullable Object> Callable<T> carried(Callable<T> task) {
        Carrier along = carrier;
        return along == null ? task : along.carry(task);
    }

    private void runToEnd(Callable<?> task) {
        try (this) {
            work(task, true);
        } catch (Cancelled e) {
            // Nobody waits for this task any more.
        } catch (Exception e) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }

    private void throwIfEnded() {
        throwIfCancelled();
        synchronized (this) {
            if (closed) {
                throw new Cancelled(Cause.CANCELLED);
            }
        }
    }

    /** Closes the scope; does nothing and returns false if another thread works in it, unaware of an end. */
    private boolean closedWithoutWork() {
        List<Scope> left;
        synchronized (this) {
            if (closed) {
                return true;
            }
            if (cause == null && othersWork()) {
                return false;
            }
            closed = true;
            left = Linked.parted(children);
            children = null;
            Linked.parted(callbacks);
            callbacks = null;
            stopDeadline();
        }
        left.forEach(child -> child.cancel(Cause.CANCELLED));
        detach();
        return true;
    }

    private boolean othersWork() {
        for (Worker worker = workers; worker != null; worker = worker.older) {
            if (!worker.interrupts().ofCurrentThread()) {
                return true;
            }
        }
        return false;
    }

    private void stopDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    private void detach() {
        if (parent != null) {
            synchronized (parent) {
                parent.children = outOf(parent.children);
            }
        }
    }

    void forget(CancelCallback callback) {
        synchronized (this) {
            callbacks = callback.outOf(callbacks);
        }
    }
}
