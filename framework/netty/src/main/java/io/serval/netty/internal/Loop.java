package io.serval.netty.internal;

import io.netty.channel.EventLoop;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What the connections of one event loop share: the one timer that looks after them all, the date, and whether the
 * server is draining. Only {@link #run} and {@link #start} may be called off the loop.
 */
final class Loop {
    /** How long a stream has for a last word once the callbacks of its scope have run: other threads may have one, too. */
    private static final Duration LAST_WORD = Duration.ofMillis(100);

    private static final Logger LOG = System.getLogger(Loop.class.getName());

    /** A connection, in the state that it is in. */
    interface Member {
        /** Looks whether something is overdue; called every now and then. */
        void tick(long nanos);

        /** The server is draining: take no more work, and tell streams. */
        void drain();

        /** The time to drain is over: end the streams that are left, last word or not. */
        void end();
    }

    private final EventLoop executor;
    private final Duration tick;
    private final HttpDate date;
    private final InFlight inFlight;
    private final Gather gather = new Gather();
    private final Set<Member> members = Collections.newSetFromMap(new IdentityHashMap<>());
    private final HeadBytes headBytes = new HeadBytes();
    private boolean draining;

    /** Creates a loop that has not been started. */
    Loop(EventLoop executor, Duration tick, InstantSource clock, InFlight inFlight) {
        this.executor = executor;
        this.tick = tick;
        this.date = new HttpDate(clock);
        this.inFlight = inFlight;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it goes on until the loop stops
    void start() {
        executor.scheduleWithFixedDelay(
                () -> forEach(member -> member.tick(System.nanoTime())),
                tick.toNanos(),
                tick.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    /** Runs the task on the loop; drops it once the loop has stopped, when there is nothing left to do it for. */
    void run(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "Came after the event loop had stopped.", e);
        }
    }

    /** What writes to many; on the loop only. */
    Gather gather() {
        return gather;
    }

    /** The executor that stands for this loop, the same for all its connections. */
    Executor executor() {
        return executor;
    }

    /** Whether the caller is on this loop. */
    boolean isCurrent() {
        return executor.inEventLoop();
    }

    /** Sees to it that the caller is on this loop, as who uses an outlet must be. */
    void check() {
        if (!isCurrent()) {
            throw new IllegalStateException("An outlet is used on its event loop only, not on "
                    + Thread.currentThread().getName() + ": call outlet.loop().execute(...).");
        }
    }

    /** Runs the task on the loop after a while; may be called on the loop only. */
    Future<?> schedule(Runnable task, Duration after) {
        return executor.schedule(task, after.toNanos(), TimeUnit.NANOSECONDS);
    }

    void add(Member member) {
        members.add(member);
        if (draining) {
            member.drain();
        }
    }

    void remove(Member member) {
        members.remove(member);
    }

    boolean draining() {
        return draining;
    }

    /** The requests in work, on this loop and all others. */
    InFlight inFlight() {
        return inFlight;
    }

    /** How exact {@link Member#tick} is. */
    Duration tick() {
        return tick;
    }

    /** Empty room for the head of a response; good until it is asked for again. */
    HeadBytes headBytes() {
        return headBytes.clear();
    }

    String date() {
        return date.now();
    }

    void drain() {
        draining = true;
        forEach(Member::drain);
    }

    void end() {
        forEach(Member::end);
    }

    /**
     * Ends a stream whose scope is cancelled: at once, or, as the server drains, a moment later. To be called by a task that the
     * oldest callback of that scope has put on the loop: what the application's callbacks have put there has then run before,
     * however many streams end at the same time.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // nobody takes back the end
    void afterLastWord(Runnable end) {
        if (draining) {
            schedule(end, LAST_WORD);
        } else {
            end.run();
        }
    }

    private void forEach(Consumer<Member> action) {
        for (Member member : members.toArray(Member[]::new)) {
            try {
                action.accept(member);
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "A connection could not be looked after; the others still are.", e);
            }
        }
    }
}
