package io.serval.live.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A topic of the log that somebody follows. Its new events come from the transactions of this process, or are read, once
 * for all who follow; so are older ones for those who fell behind: a thousand clients that come back with the same gap
 * cost one read. Being woken is a hint and may come too often, but never too late: the log is read after it.
 */
final class LogHub extends Hub {
    private record Gap(Cursor cursor, long after) {}

    private final TopicRow topic;
    private final Fanout fanout;
    private final AtomicBoolean started = new AtomicBoolean();
    /** How often something was asked since the last read began; 0 while nothing is. */
    private final AtomicInteger asked = new AtomicInteger();

    private volatile boolean news;
    /** Holds a cursor once at most, since a cursor asks again only when it was answered. */
    private final Queue<Gap> gaps = new ConcurrentLinkedQueue<>();
    /** Those whom the next reads are for; touched by the one task that reads. */
    private final List<Gap> open = new ArrayList<>();

    /** Creates a hub that begins at the topic's top. */
    LogHub(TopicRow topic, RingMemory memory, Fanout fanout) {
        super(memory, topic.top());
        this.topic = topic;
        this.fanout = fanout;
    }

    /** Has the log read for what was committed between the look at the topic and now. Later calls do nothing. */
    void start() {
        if (!started.getAndSet(true)) {
            wake();
        }
    }

    /** Has the log read for new events, and for what a failure left unread. Never waits. */
    void wake() {
        news = true;
        ask();
    }

    /** Takes events that this process has committed, or has them read if others come before. */
    void committed(long top, List<String> payloads) {
        long first = top - payloads.size() + 1;
        if (first == ring().tail() + 1) {
            var events = new ArrayList<Event>(payloads.size());
            for (int i = 0; i < payloads.size(); i++) {
                events.add(new Event(topic.at(first + i), payloads.get(i)));
            }
            publish(events);
        }
        if (ring().tail() < top) {
            wake();
        }
    }

    @Override
    void fill(Cursor cursor, long after) {
        gaps.add(new Gap(cursor, after));
        ask();
    }

    @Override
    String epoch() {
        return topic.epoch();
    }

    @Override
    boolean follows(long offset, Event next) {
        return next.offset() == offset + 1;
    }

    @Override
    void release() {
        fanout.release(this);
    }

    TopicRow topic() {
        return topic;
    }

    /** A read of the topic begins: returns after which offsets. For the one task that reads, as all below. */
    List<Long> questions() {
        for (Gap gap = gaps.poll(); gap != null; gap = gaps.poll()) {
            open.add(gap);
        }
        open.removeIf(gap -> gap.cursor().closed());
        var after = new ArrayList<Long>(2);
        if (news) {
            news = false;
            after.add(ring().tail());
        }
        open.stream().mapToLong(Gap::after).min().ifPresent(after::add);
        return after;
    }

    /** What was asked before this, and is answered once it is given back to {@link #answered}. */
    int asked() {
        return asked.get();
    }

    /** The read has ended; true if there was asked for more meanwhile. */
    boolean answered(int before) {
        return !asked.compareAndSet(before, 0);
    }

    /** The read has failed: all is asked again after the next {@link #wake}. */
    void unanswered() {
        news = true;
        asked.set(0);
    }

    /**
     * Takes what a read has found.
     *
     * @param now the topic, as of the read
     * @param after the offset that was asked about
     * @param events the events that follow on it, in order
     * @param more whether there may be more of them
     */
    void read(TopicRow now, long after, List<Event> events, boolean more) {
        long tail = ring().tail();
        if (!now.epoch().equals(topic.epoch()) || now.top() < after) {
            vanished();
            return;
        }
        if (now.floor() > tail) {
            jump(now.floor()); // What came between is no longer kept.
        }
        publish(events);
        recall(events);
        if (more && ring().tail() < now.top()) {
            wake();
        }
        close(after, events);
    }

    /** The topic is not in the log any more, or is not the same: what is read of it now is no answer. */
    void vanished() {
        fanout.ended(this);
        close(Long.MIN_VALUE, List.of());
    }

    private void close(long after, List<Event> events) {
        long end = events.isEmpty() ? after : events.getLast().offset();
        open.removeIf(gap -> {
            boolean served = gap.after() >= after && (gap.after() < end || events.isEmpty());
            if (served) {
                gap.cursor().hand(events);
            }
            return served;
        });
        if (!open.isEmpty()) {
            ask();
        }
    }

    private void ask() {
        if (asked.getAndIncrement() == 0) {
            fanout.ask(this);
        }
    }
}
