package io.serval.core;

/** The interrupts of one thread: held back while it is inside a shield. All access is under this object's monitor. */
final class Interrupts {
    private final Thread thread;
    private int shields;
    private boolean heldBack;

    Interrupts(Thread thread) {
        this.thread = thread;
    }

    boolean ofCurrentThread() {
        return thread == Thread.currentThread();
    }

    synchronized void deliver() {
        if (shields > 0) {
            heldBack = true;
        } else {
            thread.interrupt();
        }
    }

    /** Takes back what was delivered; called by the thread itself. */
    synchronized void clear() {
        heldBack = false;
        Thread.interrupted();
    }

    synchronized boolean shielded() {
        return shields > 0;
    }

    /** An interrupt that came just before the section would break it just the same, so it is held back too. */
    synchronized void enterShield() {
        if (shields++ == 0 && Thread.interrupted()) {
            heldBack = true;
        }
    }

    synchronized void leaveShield() {
        if (--shields == 0 && heldBack) {
            heldBack = false;
            thread.interrupt();
        }
    }
}
