package io.serval.live.internal;

import io.serval.sql.Database;
import io.serval.sql.Tx;
import io.serval.sql.TxFunction;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** The log's tables and every statement on them, but for partitions and the sweep. */
public final class Store {
    /**
     * One statement, right before COMMIT: it numbers the events of each topic, locks the topics' rows in the order of
     * their names, so that two transactions never wait for each other in a circle, and stores the events beside them.
     */
    static final String APPEND = """
            with entry as (
                select name, payload, row_number() over (partition by name order by place desc) - 1 as below_top
                from unnest(?::text[], ?::text[]) with ordinality as input (name, payload, place)
            ), appended as (
                insert into serval.topic as topic (name, top)
                select name, count(*) from entry group by name order by name collate "C"
                on conflict (name) do update set top = topic.top + excluded.top
                returning id, name, top
            ), stored as (
                insert into serval.event (topic_id, "offset", payload)
                select appended.id, appended.top - entry.below_top, entry.payload::json
                from entry join appended on appended.name = entry.name collate "C"
            )
            select id from appended
            """;

    /** More readers at once would take the connections that requests need. */
    private static final int MOST_READERS = 4;

    private final Database database;
    private final Semaphore readers = new Semaphore(MOST_READERS);

    /** Creates the store over a database that has the log's tables. */
    public Store(Database database) {
        this.database = database;
    }

    /** Appends the payloads, each to the topic of the same place, and returns the keys of the topics. */
    static List<Long> append(Tx tx, List<String> topics, List<String> payloads) {
        return tx.query(APPEND, row -> row.longValue("id"), topics, payloads);
    }

    /** Runs the block on one state of the database and the topic in it. A topic that is new to the log is entered. */
    <T, X extends Exception> T read(String topic, OnTopic<T, X> block) throws X {
        TxFunction<Optional<T>, X> onTopic = tx -> {
            Optional<TopicRow> row = find(tx, topic);
            return row.isEmpty() ? Optional.empty() : Optional.of(block.apply(tx, row.get()));
        };
        Optional<T> result = database.read(onTopic);
        while (result.isEmpty()) {
            enter(topic);
            result = database.read(onTopic);
        }
        return result.get();
    }

    /** What {@link #read} runs. */
    @FunctionalInterface
    interface OnTopic<T, X extends Exception> {
        T apply(Tx tx, TopicRow topic) throws X;
    }

    /** Returns the events that follow on the offset, in order. */
    List<Event> events(long topic, String epoch, long after, int limit) {
        readers.acquireUninterruptibly();
        try {
            return database.read(tx -> events(tx, topic, epoch, after, limit));
        } finally {
            readers.release();
        }
    }

    static List<Event> events(Tx tx, long topic, String epoch, long after, int limit) {
        return tx.query(
                """
                select "offset", payload from serval.event
                where topic_id = ? and "offset" > ? order by "offset" limit ?
                """,
                row -> new Event(new Position(epoch, row.longValue("offset")), row.string("payload")),
                topic,
                after,
                limit);
    }

    private static Optional<TopicRow> find(Tx tx, String name) {
        return tx.one(
                "select id, epoch, top, floor from serval.topic where name = ?",
                row -> new TopicRow(
                        row.longValue("id"), row.string("epoch"), row.longValue("top"), row.longValue("floor")),
                name);
    }

    /** A topic needs its epoch before its first event, or a reader who came early could not resume. */
    private void enter(String name) {
        database.transact(tx -> {
            tx.update("insert into serval.topic (name) values (?) on conflict do nothing", name);
        });
    }
}
