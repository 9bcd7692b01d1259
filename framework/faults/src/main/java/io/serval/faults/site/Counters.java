package io.serval.faults.site;

import io.serval.live.Live;
import io.serval.live.LiveState;
import io.serval.live.Log;
import io.serval.live.Topic;
import io.serval.sql.Database;

/** Counters. To raise one changes its row, and appends an event to its topic and to the feed of all. */
public final class Counters {
    /** How often a counter was raised. */
    public record Count(long count) {}

    /** A counter was raised, by whoever chose the id. */
    public record Raised(int id) {}

    private static final Topic<Raised> ALL = Topic.of("counters", Raised.class);

    private final Database database;
    private final Log log;

    /** Creates them; there may be several on one database. */
    public Counters(Database database, Log log) {
        this.database = database;
        this.log = log;
    }

    private static Topic<Raised> topic(String name) {
        return Topic.of("counter/" + name, Raised.class).feeding(ALL);
    }

    /** Raises a counter, which is there from then on. */
    public void raise(String name, int id) {
        database.transact(tx -> {
            tx.update("""
                    insert into counter values (?, 1) on conflict (name) do update set count = counter.count + 1
                    """, name);
            log.append(tx, topic(name), new Raised(id));
        });
    }

    /** What happens to a counter. */
    public Live<Raised> events(String name) {
        return log.live(topic(name));
    }

    /** What happens to all of them. */
    public Live<Raised> events() {
        return log.live(ALL);
    }

    /** A counter, and what happens to it. */
    public LiveState<Count, Raised> counter(String name) {
        return log.state(
                topic(name),
                tx -> new Count(tx.one("select count from counter where name = ?", row -> row.longValue("count"), name)
                        .orElse(0L)),
                Count.class);
    }
}
