package io.serval.core;

import org.jspecify.annotations.Nullable;

/**
 * A thread at work in a scope. Calls nest: a thread may work in a second scope inside of the first; the shields of the inner
 * work then hold for the outer one too.
 */
final class Worker extends Linked<Worker> {
    private final Scope scope;
    private final @Nullable Worker outer;
    private final Interrupts interrupts;
    private boolean interrupted;
    private boolean left;

    private Worker(Scope scope, @Nullable Worker outer, Interrupts interrupts) {
        this.scope = scope;
        this.outer = outer;
        this.interrupts = interrupts;
    }

    /** Returns the current thread at work in the scope, inside of the work that it does already. */
    static Worker in(Scope scope, @Nullable Worker current) {
        return current != null && current.interrupts.ofCurrentThread()
                ? new Worker(scope, current, current.interrupts)
                : new Worker(scope, null, new Interrupts(Thread.currentThread()));
    }

    Scope scope() {
        return scope;
    }

    Interrupts interrupts() {
        return interrupts;
    }

    void interrupt() {
        synchronized (interrupts) {
            if (!left) {
                interrupted = true;
                interrupts.deliver();
            }
        }
    }

    /** The scope's interrupt is not meant for what the thread does next; that of a scope around it still is. */
    void leave() {
        synchronized (interrupts) {
            left = true;
            if (interrupted) {
                interrupts.clear();
                if (outer != null && outer.interruptedAtAnyLevel()) {
                    interrupts.deliver();
                }
            }
        }
    }

    private boolean interruptedAtAnyLevel() {
        return interrupted || (outer != null && outer.interruptedAtAnyLevel());
    }
}
