package io.serval.live.internal;

import io.serval.sql.Database;
import io.serval.sql.SqlException;
import io.serval.sql.Tx;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Lets go of events that need not be kept any more. First their topic's floor is raised, which is what readers go by;
 * then the rows go: with their whole partition once no topic keeps events of that day, else by and by, in batches. No
 * reader ever finds a gap above the floor.
 */
public final class Expiry implements Runnable {
    private static final Logger LOG = System.getLogger(Expiry.class.getName());
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final int TOPICS_AT_A_TIME = 500;
    private static final int ROWS_AT_A_TIME = 5_000;

    private record Cleared(long topic, long from, long floor) {}

    private record Raised(int topics, long last) {}

    private final Database database;
    private final Rules rules;
    private boolean waiting;

    /** Creates the expiry of what the rules do not keep. */
    public Expiry(Database database, Rules rules) {
        this.database = database;
        this.rules = rules;
    }

    /** Lets go of all that is due; never throws for what the database does. */
    @Override
    public void run() {
        try {
            if (rules.anyCount()) {
                raiseByCount();
            }
            if (rules.anyAge()) {
                raiseByAge();
                dropPartitions();
            }
            deleteRows();
        } catch (SqlException e) {
            LOG.log(Level.WARNING, "Old events could not all be removed; this is tried again in a minute.", e);
        }
    }

    private void raiseByCount() {
        int raised;
        do {
            raised = database.transact(tx -> {
                return tx.update(Rules.TABLE + """
                        , over as (
                            select id, top - rule.count as kept_from
                            from serval.topic cross join lateral (
                                select count from rule where starts_with(topic.name, beginning)
                                order by length(beginning) desc limit 1
                            ) as rule
                            where top - topic.floor > rule.count
                            order by name limit ? for update of topic
                        )
                        update serval.topic set floor = over.kept_from from over where topic.id = over.id
                        """, rules.arguments(TOPICS_AT_A_TIME));
            });
        } while (raised == TOPICS_AT_A_TIME);
    }

    /** Of topics that keep events for a shorter time than others, whose rows are in the same partitions. */
    private void raiseByAge() {
        String after = "";
        Optional<String> last = Optional.of(after);
        while (last.isPresent()) {
            String from = last.get();
            last = database.transact(tx -> {
                return tx.one(
                                Rules.TABLE + """
                                , part as (
                                    select id, name, topic.floor, rule.first_day
                                    from serval.topic cross join lateral (
                                        select first_day from rule where starts_with(topic.name, beginning)
                                        order by length(beginning) desc limit 1
                                    ) as rule
                                    where topic.floor < top and first_day > (select min(first_day) from rule)
                                        and name > ? order by name limit ?
                                ), due as (
                                    select id, (
                                        select max("offset") from serval.event
                                        where topic_id = part.id and "offset" > part.floor and day < part.first_day
                                    ) as last
                                    from part
                                ), locked as (
                                    select id, due.last from serval.topic join due using (id)
                                    where due.last is not null order by name for update of topic
                                ), raised as (
                                    update serval.topic set floor = greatest(topic.floor, locked.last)
                                    from locked where topic.id = locked.id
                                )
                                select max(name) as last from part
                                """,
                                row -> row.optionalString("last"),
                                rules.arguments(from, TOPICS_AT_A_TIME))
                        .flatMap(name -> name);
            });
        }
    }

    private void dropPartitions() {
        try {
            for (LocalDate day : outlived()) {
                drop(day);
            }
            waiting = false;
        } catch (SqlException e) {
            if (!e.state().equals(LOCK_NOT_AVAILABLE)) {
                throw e;
            }
            if (!waiting) {
                waiting = true;
                LOG.log(
                        Level.WARNING,
                        "A partition of the log is due, but transactions that read the log are open for long; it is"
                                + " dropped when there is a moment without one.");
            }
        }
    }

    /** The days, of those that have a partition, of which no topic keeps anything. */
    private List<LocalDate> outlived() {
        return database.read(tx -> tx.query(
                Rules.TABLE + """
                select to_date(right(relname, 8), 'YYYYMMDD') as day
                from pg_inherits join pg_class on pg_class.oid = inhrelid
                where inhparent = 'serval.event'::regclass and relname ~ '^event_[0-9]{8}$'
                    and to_date(right(relname, 8), 'YYYYMMDD') < (select min(first_day) from rule)
                order by day
                """, row -> row.find("day", LocalDate.class).orElseThrow(), rules.arguments()));
    }

    /**
     * Raises the floors first, some topics at a time, so that nobody waits for long; what was appended to the day since,
     * under the lock that dropping takes in any case. That lock needs a moment in which nobody reads or appends: everybody
     * waits for it with us, so it is not waited for any longer than one would notice.
     */
    private void drop(LocalDate day) {
        String partition = Partitions.name(day);
        String since = database.read(tx -> tx.query(
                        "select pg_snapshot_xmin(pg_current_snapshot())::text as xmin", row -> row.string("xmin"))
                .getFirst());
        long last = 0;
        Raised raised;
        do {
            long from = last;
            raised = database.transact(tx -> {
                return raise(tx, partition, "topic_id > ?", from, "limit " + TOPICS_AT_A_TIME);
            });
            last = raised.last();
        } while (raised.topics() == TOPICS_AT_A_TIME);
        database.transact(tx -> {
            tx.update("set local lock_timeout = '250ms'");
            tx.query("select pg_advisory_xact_lock(?)", row -> true, Partitions.ONE_AT_A_TIME);
            tx.update("lock table only serval.event in access exclusive mode");
            boolean there = tx.query(
                            "select to_regclass(?) is not null as there", row -> row.booleanValue("there"), partition)
                    .getFirst();
            if (there) { // else another node has dropped it meanwhile
                raise(tx, partition, "xid >= ?::xid8", since, "");
                tx.update("drop table " + partition);
            }
        });
    }

    private static Raised raise(Tx tx, String partition, String which, Object argument, String limit) {
        return tx.query(
                        """
                        with gone as (
                            select topic_id, max("offset") as last from %s where %s
                            group by topic_id order by topic_id %s
                        ), locked as (
                            select id, gone.last from serval.topic join gone on id = topic_id
                            order by name for update of topic
                        ), raised as (
                            update serval.topic
                            set floor = greatest(floor, locked.last), cleared = greatest(cleared, locked.last)
                            from locked where topic.id = locked.id
                        )
                        select count(*) as topics, coalesce(max(topic_id), 0) as last from gone
                        """.formatted(partition, which, limit),
                        row -> new Raised(row.intValue("topics"), row.longValue("last")),
                        argument)
                .getFirst();
    }

    private void deleteRows() {
        List<Cleared> due;
        do {
            due = database.read(tx -> tx.query(
                    "select id, cleared, floor from serval.topic where cleared < floor order by id limit ?",
                    row -> new Cleared(row.longValue("id"), row.longValue("cleared"), row.longValue("floor")),
                    TOPICS_AT_A_TIME));
            due.forEach(this::deleteRows);
        } while (due.size() == TOPICS_AT_A_TIME);
    }

    /** The topic's row is changed in a transaction of its own, so that appends do not wait for the deletion. */
    private void deleteRows(Cleared topic) {
        long cleared = topic.from();
        while (cleared < topic.floor()) {
            long from = cleared;
            long end = database.transact(tx -> {
                long last = tx.query(
                                """
                                select coalesce(max("offset"), ?) as last from (
                                    select "offset" from serval.event where topic_id = ? and "offset" > ? and "offset" <= ?
                                    order by "offset" limit ?
                                ) as batch
                                """,
                                row -> row.longValue("last"),
                                topic.floor(),
                                topic.topic(),
                                from,
                                topic.floor(),
                                ROWS_AT_A_TIME)
                        .getFirst();
                tx.update(
                        "delete from serval.event where topic_id = ? and \"offset\" > ? and \"offset\" <= ?",
                        topic.topic(),
                        from,
                        last);
                return last;
            });
            database.transact(tx -> {
                tx.update("update serval.topic set cleared = greatest(cleared, ?) where id = ?", end, topic.topic());
            });
            cleared = end;
        }
    }
}
