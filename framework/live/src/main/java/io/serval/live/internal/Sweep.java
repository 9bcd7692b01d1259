package io.serval.live.internal;

import io.serval.core.Cancelled;
import io.serval.sql.Database;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds what was committed without a word: by another process, or by this one when its connection broke in COMMIT. One
 * look asks for all events of transactions from a cursor on, and moves the cursor to the oldest transaction that was
 * still running then: whatever that one, and all after it, commit later is found by a later look. What is found again
 * is known by its offset.
 *
 * <p>Nobody is asked while nobody follows anything. Then, and after an outage, the cursor is unknown, and the next look
 * has every followed topic read instead.
 */
public final class Sweep implements Runnable {
    private static final Logger LOG = System.getLogger(Sweep.class.getName());

    private static final String LOOK = """
            select pg_snapshot_xmin(pg_current_snapshot())::text as xmin, recent.topic_id, recent.top
            from (values (1)) as always left join (
                select topic_id, max("offset") as top from serval.event where xid >= ?::xid8 group by topic_id
            ) as recent on true
            """;

    private record Look(String xmin, Optional<Long> topic, Optional<Long> top) {}

    private final Database database;
    private final Fanout fanout;
    private @Nullable String cursor;
    private boolean failing;
    private volatile boolean doubt;

    /** Creates a sweep that wakes the topics of the fan-out. */
    public Sweep(Database database, Fanout fanout) {
        this.database = database;
        this.fanout = fanout;
    }

    /** Has the next look that succeeds wake every topic; any thread may ask. */
    public void doubt() {
        doubt = true;
    }

    /** Looks once; for one thread. Never throws for what the database does. */
    @Override
    public void run() {
        if (fanout.idle()) {
            cursor = null;
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
            cursor = null;
            if (!failing) {
                failing = true;
                LOG.log(Level.WARNING, "The database does not answer; live streams wait until it does.", e);
            }
        }
    }

    private void look() {
        String from = cursor;
        if (from == null || doubt) {
            doubt = false;
            cursor = database.read(tx -> tx.query(
                            "select pg_snapshot_xmin(pg_current_snapshot())::text as xmin", row -> row.string("xmin"))
                    .getFirst());
            fanout.wakeAll();
            return;
        }
        List<Look> looks = database.read(tx -> tx.query(
                LOOK,
                row -> new Look(row.string("xmin"), row.optionalLong("topic_id"), row.optionalLong("top")),
                from));
        looks.forEach(look ->
                look.topic().ifPresent(topic -> fanout.wake(topic, look.top().orElseThrow())));
        cursor = looks.getFirst().xmin();
    }
}
