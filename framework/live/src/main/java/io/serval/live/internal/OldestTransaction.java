package io.serval.live.internal;

import io.serval.core.Cancelled;
import io.serval.sql.Database;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;

/**
 * Watches the oldest transaction of the server. While one is open, vacuum cannot remove what has been deleted or changed
 * since, in no table; and if it appended events, or locked a topic in another way, nobody else can append to that topic.
 */
public final class OldestTransaction implements Runnable {
    private static final Logger LOG = System.getLogger(OldestTransaction.class.getName());

    private static final String OLDEST = """
            select pid, state, application_name, (extract(epoch from clock_timestamp() - xact_start) * 1000)::bigint as age
            from pg_stat_activity
            where xact_start is not null and backend_type = 'client backend' and pid <> pg_backend_pid()
            order by xact_start limit 1
            """;

    private record Transaction(int pid, String state, String application, Duration age) {}

    private final Database database;
    private final Duration answer;
    private final Duration limit;
    private volatile Duration age = Duration.ZERO;
    private Optional<Transaction> warnedOf = Optional.empty();

    /**
     * Creates the watch.
     *
     * @param answer how long the database may take to answer
     * @param limit the age that is warned of
     */
    public OldestTransaction(Database database, Duration answer, Duration limit) {
        this.database = database;
        this.answer = answer;
        this.limit = limit;
    }

    /** How old it was at the last look; zero if there was none. */
    public Duration age() {
        return age;
    }

    /** Looks once; for one thread. Never throws for what the database does. */
    @Override
    public void run() {
        try {
            tell(oldest());
        } catch (Cancelled e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "The oldest transaction is not known; that the database is away, the sweep says.", e);
        }
    }

    private Optional<Transaction> oldest() {
        return database.read(
                answer,
                tx -> tx.one(
                        OLDEST,
                        row -> new Transaction(
                                row.intValue("pid"),
                                row.optionalString("state").orElse("unknown"),
                                row.optionalString("application_name").orElse(""),
                                Duration.ofMillis(Math.max(0, row.longValue("age"))))));
    }

    private void tell(Optional<Transaction> oldest) {
        age = oldest.map(Transaction::age).orElse(Duration.ZERO);
        Optional<Transaction> old = oldest.filter(each -> each.age().compareTo(limit) >= 0);
        old.filter(each -> warnedOf.filter(known -> known.pid() == each.pid()).isEmpty())
                .ifPresent(OldestTransaction::warn);
        if (old.isEmpty()) {
            warnedOf.ifPresent(known -> LOG.log(
                    Level.INFO, "The transaction of process " + known.pid() + " is over; there is no other old one."));
        }
        warnedOf = old;
    }

    private static void warn(Transaction old) {
        LOG.log(
                Level.WARNING,
                "The oldest transaction of PostgreSQL has been open for "
                        + old.age().toSeconds() + " s: process "
                        + old.pid() + " of '" + old.application() + "', state '" + old.state()
                        + "'. Until it ends, what it locked stays locked, topics of the log included, and vacuum removes"
                        + " nothing. End it with \"select pg_terminate_backend(" + old.pid() + ")\", and let"
                        + " idle_in_transaction_session_timeout or transaction_timeout end its like.");
    }
}
