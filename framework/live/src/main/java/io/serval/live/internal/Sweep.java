package io.serval.live.internal;

import io.serval.core.Cancelled;
import io.serval.sql.Database;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds what was committed without a word: by another process, or by this one when its connection broke in COMMIT. One
 * look asks for the events of all transactions that the look before did not see: those that began after it, and those
 * that were running at the time. However long a transaction stays open, it hides none of the others, and costs nothing
 * but its own number. What is found is known by its offset if this process was told of it before.
 *
 * <p>Nobody is asked while nobody follows anything. Then, and after an outage, it is not known what was seen, and the next
 * look has every followed topic read instead.
 */
public final class Sweep implements Runnable {
    private static final Logger LOG = System.getLogger(Sweep.class.getName());

    private static final String BEGIN = "select pg_current_snapshot()::text as seen, token from serval.renewal";

    /** Two scans of an index; with "or" in place of "union all" it could become one of the table. */
    private static final String LOOK = """
            select pg_current_snapshot()::text as seen, token, fresh.topic_id, fresh.top
            from serval.renewal left join (
                select topic_id, max("offset") as top from (
                    select topic_id, "offset" from serval.event where xid >= ?::xid8
                    union all
                    select topic_id, "offset" from serval.event where xid = any (?::xid8[])
                ) as event group by topic_id
            ) as fresh on true
            """;

    private record Look(Snapshot seen, UUID renewal, Optional<Long> topic, Optional<Long> top) {}

    private final Database database;
    private final Duration answer;
    private final Listener listener;
    private @Nullable Look last;
    private boolean failing;
    private volatile boolean doubt;

    /**
     * Creates a sweep.
     *
     * @param answer how long the database may take to answer
     * @param listener told of the topics that have news
     */
    public Sweep(Database database, Duration answer, Listener listener) {
        this.database = database;
        this.answer = answer;
        this.listener = listener;
    }

    /** Has the next look that succeeds wake every topic; any thread may ask. */
    public void doubt() {
        doubt = true;
    }

    /** Looks once; for one thread. Never throws for what the database does. */
    @Override
    public void run() {
        if (listener.idle()) {
            last = null;
            return;
        }
        try {
            look();
            if (failing) {
                failing = false;
                LOG.log(Level.INFO, "The database answers again; live streams go on.");
            }
        } catch (Cancelled e) {
            throw e;
        } catch (RuntimeException e) {
            doubt = true;
            if (!failing) {
                failing = true;
                LOG.log(Level.WARNING, "The database does not answer; live streams wait until it does.", e);
            }
        }
    }

    private void look() {
        Look before = last;
        if (before == null || doubt) {
            doubt = false;
            Look first = database.read(
                            answer,
                            tx -> tx.query(
                                    BEGIN,
                                    row -> new Look(
                                            Snapshot.of(row.string("seen")),
                                            row.uuid("token"),
                                            Optional.empty(),
                                            Optional.empty())))
                    .getFirst();
            last = first;
            renewed(before, first);
            listener.wakeAll();
            return;
        }
        List<Look> looks = database.read(
                answer,
                tx -> tx.query(
                        LOOK,
                        row -> new Look(
                                Snapshot.of(row.string("seen")),
                                row.uuid("token"),
                                row.optionalLong("topic_id"),
                                row.optionalLong("top")),
                        before.seen().next(),
                        before.seen().running()));
        last = looks.getFirst();
        renewed(before, looks.getFirst());
        looks.forEach(look ->
                look.topic().ifPresent(topic -> listener.wake(topic, look.top().orElseThrow())));
    }

    private void renewed(@Nullable Look before, Look now) {
        if (before != null && !before.renewal().equals(now.renewal())) {
            LOG.log(Level.WARNING, "All topics have new epochs; live streams begin anew.");
            listener.reset();
        }
    }
}
