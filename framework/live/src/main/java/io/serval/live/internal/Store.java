package io.serval.live.internal;

import io.serval.sql.Database;
import io.serval.sql.Tx;
import io.serval.sql.TxFunction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Reads the log for the application itself, a topic at a time. */
public final class Store {
    /** More readers at once would take the connections that requests need. */
    private static final int MOST_READERS = 4;

    private static final int MOST_TRIES = 5;

    /** The events that a reader is to get are not all there: a partition was dropped between two of its statements. */
    private static final class Gone extends RuntimeException {
        private Gone(TopicRow topic, long after) {
            super("The log lacks events of the topic " + topic.id() + " between " + after + " and " + topic.top()
                    + ". Rows of serval.event must not be deleted by hand: raise the topic's floor in serval.topic to"
                    + " the last offset that is missing, and its readers start anew.");
        }
    }

    private final Database database;
    private final Duration answer;
    private final Semaphore readers = new Semaphore(MOST_READERS);

    /**
     * Creates the store over a database that has the log's tables.
     *
     * @param answer how long the database may take to answer
     */
    public Store(Database database, Duration answer) {
        this.database = database;
        this.answer = answer;
    }

    /** A read of the database. */
    @FunctionalInterface
    interface Reading<T, X extends Exception> {
        T read() throws X;
    }

    /** Returns what the read returns; reads again if a partition was dropped meanwhile, which is missing in older states too. */
    static <T, X extends Exception> T again(Reading<T, X> reading) throws X {
        for (int tries = 1; ; tries++) {
            try {
                return reading.read();
            } catch (Gone e) {
                if (tries == MOST_TRIES) {
                    throw e;
                }
            }
        }
    }

    /** Returns the topic as it is now. */
    public TopicRow topic(String name) {
        return limited(() -> read(name, (tx, row) -> row));
    }

    /** Returns what follows on the position: on the last event that is no longer kept if there is none, or a wrong one. */
    public Following following(String topic, Optional<String> position, int limit) {
        return limited(() -> read(topic, (tx, row) -> {
            Optional<Position> known = position.flatMap(Position::parse).filter(row::covers);
            long after = known.map(Position::offset).orElse(row.floor());
            List<String> payloads =
                    events(tx, row, after, limit).stream().map(Event::data).toList();
            return new Following(row, after, position.isPresent() && known.isEmpty(), payloads);
        }));
    }

    /**
     * Events that follow on each other.
     *
     * @param topic their topic
     * @param after the offset of the last event before them
     * @param reset whether they do not follow on the position that was asked for
     * @param payloads what was appended, in JSON
     */
    public record Following(TopicRow topic, long after, boolean reset, List<String> payloads) {
        /** Returns the position of a reader who has seen that many of them. */
        public String position(int seen) {
            return topic.at(after + seen).toString();
        }
    }

    /** Returns the events that follow on the offset, without a gap; in the block of {@link #again}. */
    static List<Event> events(Tx tx, TopicRow topic, long after, int limit) {
        List<Event> events = tx.query(
                """
                select "offset", payload from serval.event
                where topic_id = ? and "offset" > ? order by "offset" limit ?
                """,
                row -> new Event(topic.at(row.longValue("offset")), row.string("payload")),
                topic.id(),
                after,
                limit);
        long last = events.isEmpty() ? topic.top() : events.getLast().offset();
        if (last - after != events.size()) {
            throw new Gone(topic, after);
        }
        return events;
    }

    private <T> T read(String topic, BiFunction<Tx, TopicRow, T> block) {
        TxFunction<Optional<T>, RuntimeException> onTopic =
                tx -> find(tx, topic).map(row -> block.apply(tx, row));
        Optional<T> result = again(() -> database.read(answer, onTopic));
        while (result.isEmpty()) {
            enter(topic);
            result = again(() -> database.read(answer, onTopic));
        }
        return result.get();
    }

    private <T> T limited(Supplier<T> read) {
        readers.acquireUninterruptibly();
        try {
            return read.get();
        } finally {
            readers.release();
        }
    }

    private static Optional<TopicRow> find(Tx tx, String name) {
        return tx.one("select id, epoch, top, floor from serval.topic where name = ?", Lookups::topic, name);
    }

    /** A topic needs its epoch before its first event, or a reader who came early could not resume. */
    private void enter(String name) {
        database.transact(tx -> {
            tx.limit(Optional.of(answer));
            tx.update("insert into serval.topic (name) values (?) on conflict do nothing", name);
        });
    }
}
