package io.serval.live.internal;

import io.serval.core.Cancelled;
import io.serval.sql.SqlException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A topic that somebody follows: reads its new events from the log, once for all, and wakes the event loops of those who
 * follow it. Being woken is a hint and may come too often, but never too late: the log is read after it.
 */
final class Hub extends Counted {
    static final int BATCH = 200;

    private static final Logger LOG = System.getLogger(Hub.class.getName());

    private final TopicRow topic;
    private final Store store;
    private final Executor readers;
    private final Runnable outage;
    private final Backfill backfill;
    private final Map<EventLoop, Followers> followers = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Form.Numbered> forms = new ConcurrentHashMap<>();
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicInteger wakes = new AtomicInteger();
    private volatile Ring ring;

    /**
     * Creates a hub that begins at the topic's top.
     *
     * @param readers runs what reads the log
     * @param outage told when the log cannot be read; answers with {@link #wake} once it can be again
     */
    Hub(TopicRow topic, Store store, Executor readers, Runnable outage) {
        this.topic = topic;
        this.store = store;
        this.readers = readers;
        this.outage = outage;
        this.ring = Ring.startingAfter(topic.top());
        this.backfill = new Backfill(this);
    }

    /** Has the log read for what was committed between the look at the topic and now. Later calls do nothing. */
    void start() {
        if (!started.getAndSet(true)) {
            wake();
        }
    }

    /** Has the log read for new events. Never waits. */
    void wake() {
        if (wakes.getAndIncrement() == 0) {
            readers.execute(this::read);
        }
        backfill.resume();
    }

    /** Has the log read for events that the ring no longer holds; {@link Cursor#filled} gets them. Never waits. */
    void fill(Cursor cursor, long after) {
        backfill.add(cursor, after);
    }

    Ring ring() {
        return ring;
    }

    TopicRow topic() {
        return topic;
    }

    /** Those who follow the topic on the loop. */
    Followers on(EventLoop loop) {
        return followers.computeIfAbsent(loop, Followers::new);
    }

    /** The numbered forms in use, by path: equal for all clients, so that they share what is encoded. */
    ConcurrentMap<String, Form.Numbered> forms() {
        return forms;
    }

    List<Event> events(long after) {
        return store.events(topic.id(), topic.epoch(), after, BATCH);
    }

    Executor readers() {
        return readers;
    }

    void failed(Throwable cause) {
        // An outage of the database is the sweep's to report, once for all topics.
        Level level = cause instanceof SqlException || cause instanceof Cancelled ? Level.DEBUG : Level.WARNING;
        LOG.log(level, "The log of a topic could not be read; it is read again once the log can be.", cause);
        outage.run();
    }

    private void read() {
        int seen;
        do {
            seen = wakes.get();
            try {
                readNew();
            } catch (RuntimeException | Error e) {
                wakes.set(0);
                failed(e);
                return;
            }
        } while (!wakes.compareAndSet(seen, 0));
    }

    private void readNew() {
        List<Event> newer;
        do {
            newer = events(ring.tail());
            if (!newer.isEmpty()) {
                ring = ring.with(newer);
                followers.values().forEach(Followers::wake);
            }
        } while (newer.size() == BATCH);
    }
}
