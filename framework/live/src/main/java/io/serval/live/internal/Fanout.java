package io.serval.live.internal;

import io.serval.core.Cancelled;
import io.serval.sql.Database;
import io.serval.sql.SqlException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** All topics of the log that are followed. */
public final class Fanout implements Listener {
    private static final Logger LOG = System.getLogger(Fanout.class.getName());

    private final Loops loops;
    private final ConcurrentMap<Long, LogHub> hubs = new ConcurrentHashMap<>();
    private final CatchUp catchUp;
    private volatile Runnable outage = () -> {};

    /**
     * Creates a fan-out that nobody follows yet.
     *
     * @param answer how long the database may take to answer
     */
    public Fanout(Database database, Duration answer, Loops loops) {
        this.loops = loops;
        this.catchUp = new CatchUp(database, answer, loops, this::failed);
    }

    /** Sets what is told when the log cannot be read; it answers with {@link #wakeAll} once that is over. */
    public void onOutage(Runnable told) {
        outage = told;
    }

    @Override
    public boolean idle() {
        return hubs.isEmpty();
    }

    /** How many times a topic was read so far, by whichever of its readers' needs. */
    public long reads() {
        return catchUp.reads();
    }

    @Override
    public void wake(long topic, long top) {
        LogHub hub = hubs.get(topic);
        if (hub != null && hub.ring().tail() < top) {
            hub.wake();
        }
    }

    @Override
    public void committed(long topic, long top, List<String> payloads) {
        LogHub hub = hubs.get(topic);
        if (hub != null) {
            hub.committed(top, payloads);
        }
    }

    @Override
    public void wakeAll() {
        hubs.values().forEach(LogHub::wake);
    }

    @Override
    public void reset() {
        hubs.values().forEach(this::ended);
    }

    Loops loops() {
        return loops;
    }

    /** Returns the hub of a topic, which the caller holds until it lets go of it. */
    Hub hold(TopicRow topic) {
        while (true) {
            LogHub hub = Counted.acquire(hubs, topic.id(), () -> new LogHub(topic, loops.memory(), this));
            if (hub.epoch().equals(topic.epoch())) {
                hub.start();
                return hub;
            }
            // The topic has begun anew, and its followers have yet to be told.
            release(hub);
            ended(hub);
        }
    }

    void release(LogHub hub) {
        if (Counted.release(hubs, hub.topic().id(), hub)) {
            hub.discard();
        }
    }

    /** Has its followers start again, with another hub. */
    void ended(LogHub hub) {
        hubs.remove(hub.topic().id(), hub);
        hub.end();
    }

    /** Has the log read for what the hub asks. Never waits. */
    void ask(LogHub hub) {
        catchUp.ask(hub);
    }

    private void failed(Throwable cause) {
        // An outage of the database is the sweep's to report, once for all topics.
        Level level = cause instanceof SqlException || cause instanceof Cancelled ? Level.DEBUG : Level.WARNING;
        LOG.log(level, "The log could not be read; it is read again once it can be.", cause);
        outage.run();
    }
}
