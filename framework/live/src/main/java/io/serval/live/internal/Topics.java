package io.serval.live.internal;

import io.serval.sql.Database;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The topics of the log, for modules that deliver them in forms of their own. All methods block, but {@link #loops}. */
public final class Topics {
    private final Database database;
    private final Duration answer;
    private final Lookups lookups;
    private final Fanout fanout;
    private final Loops loops;

    /**
     * Creates the topics of what these read and bring on.
     *
     * @param answer how long the database may take to answer
     */
    public Topics(Database database, Duration answer, Lookups lookups, Fanout fanout, Loops loops) {
        this.database = database;
        this.answer = answer;
        this.lookups = lookups;
        this.fanout = fanout;
        this.loops = loops;
    }

    /** The event loops that serve those who follow. */
    public Loops loops() {
        return loops;
    }

    /**
     * Returns the topic of that name; one that is new to the log is entered.
     *
     * @throws io.serval.sql.SqlException if the database does not answer
     */
    public TopicRow find(String name) throws InterruptedException {
        return lookups.find(List.of(name)).getFirst();
    }

    /**
     * Returns where a reader begins.
     *
     * @param from where the reader says it stands
     * @param last how many of the last events a reader gets that cannot go on from there
     * @throws io.serval.sql.SqlException if the database does not answer
     */
    public Place place(String name, Optional<String> from, int last) throws InterruptedException {
        TopicRow topic = find(name);
        return Place.of(() -> fanout.hold(topic), topic, from, last);
    }

    /** Returns the last events that come before the offset, in order. */
    public List<Recorded> before(TopicRow topic, long offset, int limit) {
        return database.read(
                        answer,
                        tx -> tx.query(
                                """
                        select "offset", payload from serval.event
                        where topic_id = ? and "offset" < ? order by "offset" desc limit ?
                        """,
                                row -> new Recorded(topic.at(row.longValue("offset")), row.string("payload")),
                                topic.id(),
                                offset,
                                limit))
                .reversed();
    }

    /** Returns the position of the last event that the transaction of that id has appended to the topic. */
    public Optional<Position> appended(TopicRow topic, String xid) {
        return database.read(answer, tx -> tx.query("""
                        select max("offset") as last from serval.event where xid = ?::xid8 and topic_id = ?
                        """, row -> row.optionalLong("last"), xid, topic.id()))
                .getFirst()
                .map(topic::at);
    }
}
