package io.serval.core.internal.socket;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Hands what a client says from the loop, which never waits, to one reader, which does. It holds a bounded number of bytes:
 * {@link #add} tells when to listen no more, {@link #taken} when to go on. There is no lock.
 */
final class Inbox {
    private static final int HIGH = 64 * 1024;
    private static final int LOW = 16 * 1024;

    /** What a piece costs beside its bytes: a client that sends them one by one must not make us hold more. */
    private static final int OVERHEAD = 64;

    private final Queue<Piece> pieces = new ConcurrentLinkedQueue<>();
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicBoolean full = new AtomicBoolean();
    private volatile @Nullable Thread waiting;
    private volatile boolean ended;

    /** Adds a piece. False if no more should come until there is room. On the loop. */
    boolean add(Piece piece) {
        int now = held.addAndGet(cost(piece));
        pieces.add(piece);
        wake();
        if (now < HIGH) {
            return true;
        }
        full.set(true);
        // The reader may have emptied it before it could see that it was full.
        return held.get() <= LOW && full.compareAndSet(true, false);
    }

    /** No more comes. On the loop. */
    void end() {
        ended = true;
        wake();
    }

    /** No more comes, and what is there is for nobody. On the loop. */
    void drop() {
        ended = true;
        pieces.clear();
        wake();
    }

    /** Whether the reader has had everything and waits for more. On the loop. */
    boolean starved() {
        // In this order: who has given back what it took, and waits, waits for what is still to come.
        return held.get() == 0 && waiting != null;
    }

    /** Waits for the next piece; null if none comes any more. For the reader. */
    @Nullable
    Piece take() throws InterruptedException {
        Piece next = pieces.poll();
        return next == null ? await() : next;
    }

    /** The piece has been taken out: returns whether there is room again, after there was none. For the reader. */
    boolean taken(Piece piece) {
        return held.addAndGet(-cost(piece)) <= LOW && full.compareAndSet(true, false);
    }

    private @Nullable Piece await() throws InterruptedException {
        waiting = Thread.currentThread();
        try {
            while (true) {
                // Looked at before the pieces, since those that came before the end are still to be read.
                boolean over = ended;
                Piece next = pieces.poll();
                if (next != null || over) {
                    return next;
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException("Interrupted while waiting for a message.");
                }
                LockSupport.park(this);
            }
        } finally {
            waiting = null;
        }
    }

    private void wake() {
        Thread reader = waiting;
        if (reader != null) {
            LockSupport.unpark(reader);
        }
    }

    private static int cost(Piece piece) {
        return piece.bytes().length + OVERHEAD;
    }
}
