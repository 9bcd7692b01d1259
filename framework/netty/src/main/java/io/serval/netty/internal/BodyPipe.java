package io.serval.netty.internal;

import io.serval.core.Problem;
import io.serval.core.ProblemException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Hands the pieces of a body from the loop, which never waits, to one reader, which does. It holds a bounded number of
 * bytes: {@link #add} tells when to stop, and a callback when to go on. There is no lock; either side may be stopped at
 * any place without stopping the other.
 */
final class BodyPipe {
    private static final int HIGH = 64 * 1024;
    private static final int LOW = 16 * 1024;

    /** What a piece costs beside its bytes: a client that sends them one by one must not make us hold more. */
    private static final int OVERHEAD = 64;

    /** Why no more pieces come. */
    private sealed interface End {
        record Complete() implements End {}

        record Refused(Problem problem) implements End {}

        /** Unlike the others this one does not wait until the pieces before it have been read. */
        record Dropped(String why) implements End {}
    }

    private final Duration patience;
    private final Runnable starved;
    private final Runnable room;
    private final Queue<byte[]> pieces = new ConcurrentLinkedQueue<>();
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicBoolean full = new AtomicBoolean();
    private final AtomicReference<@Nullable End> end = new AtomicReference<>();
    private volatile @Nullable Thread waiting;
    private boolean hasStarved;

    /**
     * Creates an empty pipe.
     *
     * @param patience how long the reader waits for a piece
     * @param starved called by the reader before it waits for the first time
     * @param room called by the reader once it has made room in a pipe that was full
     */
    BodyPipe(Duration patience, Runnable starved, Runnable room) {
        this.patience = patience;
        this.starved = starved;
        this.room = room;
    }

    /** Adds a piece, unless nobody reads any more. False if no more should come until there is room. On the loop. */
    boolean add(byte[] piece) {
        if (end.get() != null) {
            return true;
        }
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

    /** That was all. On the loop. */
    void complete() {
        end.compareAndSet(null, new End.Complete());
        wake();
    }

    /** The reader gets what came so far, then this. On the loop. */
    void refuse(Problem problem) {
        end.compareAndSet(null, new End.Refused(problem));
        wake();
    }

    /** Whether the reader was told, or will be, that the rest cannot be read. */
    boolean refused() {
        return end.get() instanceof End.Refused;
    }

    /** Forgets all pieces; whoever reads on is told why there is nothing. On the loop. */
    void drop(String why) {
        end.updateAndGet(before -> before instanceof End.Refused ? before : new End.Dropped(why));
        pieces.clear();
        wake();
    }

    /**
     * Takes the next piece; null at the end. For the reader.
     *
     * @throws ProblemException if the rest cannot be read, or is too long in coming
     * @throws IOException if the body was dropped, or the thread interrupted
     */
    byte @Nullable [] take() throws IOException {
        byte[] piece = pieces.poll();
        return piece == null ? await() : taken(piece);
    }

    private byte @Nullable [] await() throws IOException {
        if (!hasStarved) {
            hasStarved = true;
            starved.run();
        }
        long began = System.nanoTime();
        waiting = Thread.currentThread();
        try {
            while (true) {
                // Looked at before the pieces, since those that came before the end are still to be read.
                End over = end.get();
                byte[] piece = pieces.poll();
                if (piece != null) {
                    return taken(piece);
                }
                if (over != null && over == end.get()) {
                    return end(over);
                }
                if (over == null) {
                    pause(patience.toNanos() - (System.nanoTime() - began));
                }
            }
        } finally {
            waiting = null;
        }
    }

    private void pause(long nanos) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("Interrupted while waiting for the next piece of the body.");
        }
        if (nanos > 0) {
            LockSupport.parkNanos(this, nanos);
        } else {
            end.compareAndSet(null, new End.Refused(stalled()));
        }
    }

    private byte[] taken(byte[] piece) throws IOException {
        // Pieces before this one may have been dropped.
        if (end.get() instanceof End.Dropped dropped) {
            throw abandoned(dropped);
        }
        if (held.addAndGet(-cost(piece)) <= LOW && full.compareAndSet(true, false)) {
            room.run();
        }
        return piece;
    }

    private static byte @Nullable [] end(End over) throws IOException {
        return switch (over) {
            case End.Complete() -> null;
            case End.Refused(Problem problem) -> throw new ProblemException(problem);
            case End.Dropped dropped -> throw abandoned(dropped);
        };
    }

    /** Work that nobody waits for is told by the same exception as an interrupt, whichever the reader notices first. */
    private static IOException abandoned(End.Dropped dropped) {
        return new InterruptedIOException(dropped.why);
    }

    private Problem stalled() {
        return Problem.of(
                408,
                "Nothing more of the body has come for " + patience.toMillis() + " ms. Send it without such pauses.");
    }

    private void wake() {
        Thread reader = waiting;
        if (reader != null) {
            LockSupport.unpark(reader);
        }
    }

    private static int cost(byte[] piece) {
        return piece.length + OVERHEAD;
    }
}
