package io.serval.core;

/** A thread at work in a scope, and whether it may be interrupted just now. */
final class Worker {
    private final Scope scope;
    private final Thread thread;
    private int shields;
    private boolean interruptPending;
    private boolean left;

    Worker(Scope scope, Thread thread) {
        this.scope = scope;
        this.thread = thread;
    }

    Scope scope() {
        return scope;
    }

    synchronized void interrupt() {
        if (left) {
            return;
        }
        if (shields > 0) {
            interruptPending = true;
        } else {
            thread.interrupt();
        }
    }

    synchronized void enterShield() {
        shields++;
    }

    synchronized void leaveShield() {
        if (--shields == 0 && interruptPending) {
            interruptPending = false;
            thread.interrupt();
        }
    }

    /** The thread goes back to its owner with a clear interrupt flag: ours is not meant for its next task. */
    synchronized void leave() {
        left = true;
        if (scope.cancelled()) {
            Thread.interrupted();
        }
    }
}
