package io.serval.live.internal;

import io.serval.core.Headers;
import io.serval.core.Problem;
import io.serval.core.ProblemException;
import io.serval.sql.Database;
import io.serval.sql.SqlException;
import io.serval.sql.Tx;
import io.serval.sql.TxFunction;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Topics of the log as one stream: ordered within each topic, with one position of all. With a state it begins at the
 * topics' tops, without one at the first events that are kept.
 */
public final class LogStream implements Source {
    private static final Logger LOG = System.getLogger(LogStream.class.getName());

    /** SQLSTATE: no connection, no resources, and the intervention of an operator or of a limit (PostgreSQL 18, appendix A). */
    private static final Set<String> OUTAGE = Set.of("08", "53", "57");

    private static final String RETRY_AFTER = "2";

    /** Not the log's failure: the state is read by the application, and fails as its other statements do. */
    private static final class StateFailed extends Exception {
        private final SqlException why;

        private StateFailed(SqlException why) {
            super(why);
            this.why = why;
        }
    }

    private final Database database;
    private final Duration answer;
    private final Lookups lookups;
    private final Fanout fanout;
    private final List<String> topics;
    private final Optional<TxFunction<String, ?>> state;

    private LogStream(
            Database database,
            Duration answer,
            Lookups lookups,
            Fanout fanout,
            List<String> topics,
            Optional<TxFunction<String, ?>> state) {
        this.database = database;
        this.answer = answer;
        this.lookups = lookups;
        this.fanout = fanout;
        this.topics = topics;
        this.state = state;
    }

    /**
     * Returns the stream of one topic.
     *
     * @param answer how long the database may take to answer a read of the log
     */
    public static LogStream of(Database database, Duration answer, Lookups lookups, Fanout fanout, String topic) {
        return new LogStream(database, answer, lookups, fanout, List.of(topic), Optional.empty());
    }

    /**
     * Returns the stream of all topics of these streams, each topic once.
     *
     * @throws IllegalArgumentException if they are of different logs
     */
    public static LogStream merged(Collection<LogStream> streams) {
        LogStream any = streams.iterator().next();
        var topics = new ArrayList<String>();
        for (LogStream stream : streams) {
            if (stream.database != any.database) {
                throw new IllegalArgumentException("Streams of different databases have no position of all: merge "
                        + "those of one log, or have the client subscribe to each.");
            }
            stream.topics.stream().filter(topic -> !topics.contains(topic)).forEach(topics::add);
        }
        return new LogStream(any.database, any.answer, any.lookups, any.fanout, List.copyOf(topics), Optional.empty());
    }

    /**
     * Returns the stream that begins with a state.
     *
     * @param reading returns the state in JSON, in a transaction that sees exactly the events up to the position
     */
    public LogStream with(TxFunction<String, ?> reading) {
        return new LogStream(database, answer, lookups, fanout, topics, Optional.of(reading));
    }

    @Override
    public Start start(Optional<String> position) throws Exception {
        return answered(() -> {
            if (position.isPresent()) {
                Optional<Start> resumed = resumed(lookups.find(topics), position);
                if (resumed.isPresent()) {
                    return resumed.get();
                }
            }
            return beginning(position.isPresent());
        });
    }

    @Override
    public Start restart() throws Exception {
        return answered(() -> beginning(true));
    }

    @Override
    public String page(Optional<String> after, int limit) throws Exception {
        return answered(() -> onTopics((tx, rows) -> {
            Optional<Start> resumed = resumed(rows, after);
            Start start = resumed.isPresent() ? resumed.get() : beginning(tx, rows, after.isPresent());
            return page(tx, rows, start, limit);
        }));
    }

    @Override
    public String toString() {
        return String.join(" + ", topics);
    }

    /** Returns what the read returns; tells the client when to come back if the database does not answer it. */
    private <T> T answered(Store.Reading<T, Exception> read) throws Exception {
        try {
            return read.read();
        } catch (StateFailed e) {
            throw e.why;
        } catch (SqlException e) {
            if (!OUTAGE.contains(e.state().substring(0, 2))) {
                throw e;
            }
            // The sweep reports an outage, once for all.
            LOG.log(Level.DEBUG, () -> "A reader of " + this + " could not begin.", e);
            Problem problem = Problem.of(503, "The database does not answer at the moment. Try again.");
            throw new ProblemException(problem, Headers.of("Retry-After", RETRY_AFTER));
        }
    }

    private Start beginning(boolean reset) throws Exception {
        return state.isEmpty()
                ? atFloor(lookups.find(topics), reset)
                : onTopics((tx, rows) -> beginning(tx, rows, reset));
    }

    private Start beginning(Tx tx, List<TopicRow> rows, boolean reset) throws Exception {
        if (state.isEmpty()) {
            return atFloor(rows, reset);
        }
        List<Start.Part> tops = rows.stream().map(row -> part(row, row.top())).toList();
        tx.limit(Optional.empty()); // The statements of the application are its own.
        String snapshot;
        try {
            snapshot = state.get().apply(tx);
        } catch (SqlException e) {
            throw new StateFailed(e);
        }
        tx.limit(Optional.of(answer)); // What follows is the log's again, COMMIT included.
        return new Start(tops, Optional.of(snapshot), reset);
    }

    private Start atFloor(List<TopicRow> rows, boolean reset) {
        List<Start.Part> floors =
                rows.stream().map(row -> part(row, row.floor())).toList();
        return new Start(floors, Optional.empty(), reset);
    }

    /** Returns the position that the reader wants to go on from, if all that follows on it is still there. */
    private Optional<Start> resumed(List<TopicRow> rows, Optional<String> position) {
        return position.flatMap(Positions::parse)
                .filter(known -> covered(rows, known))
                .map(known -> {
                    var parts = new ArrayList<Start.Part>();
                    for (int i = 0; i < rows.size(); i++) {
                        parts.add(part(rows.get(i), known.get(i).offset()));
                    }
                    return new Start(parts, Optional.empty(), false);
                });
    }

    private static boolean covered(List<TopicRow> rows, List<Position> positions) {
        if (rows.size() != positions.size()) {
            return false;
        }
        for (int i = 0; i < rows.size(); i++) {
            if (!rows.get(i).covers(positions.get(i))) {
                return false;
            }
        }
        return true;
    }

    private Start.Part part(TopicRow row, long offset) {
        return new Start.Part(() -> fanout.hold(row), row.at(offset));
    }

    private static String page(Tx tx, List<TopicRow> rows, Start start, int limit) {
        var places = new ArrayList<Position>(start.parts().size());
        start.parts().forEach(part -> places.add(part.position()));
        var json = new StringBuilder();
        int left = limit;
        for (int i = 0; i < rows.size() && left > 0; i++) {
            TopicRow row = rows.get(i);
            List<Event> events = Store.events(tx, row, places.get(i).offset(), left);
            left -= events.size();
            for (Event event : events) {
                places.set(i, event.position());
                json.append(json.isEmpty() ? "" : ",").append(Envelope.event(Positions.text(places), event.data()));
            }
        }
        return "{" + Envelope.fields(Positions.text(places), start.snapshot(), json, start.reset()) + "}";
    }

    @FunctionalInterface
    private interface OnTopics<T> {
        T apply(Tx tx, List<TopicRow> rows) throws Exception;
    }

    /** Runs the block on one state of the database and the topics in it. */
    private <T> T onTopics(OnTopics<T> block) throws Exception {
        TxFunction<Optional<T>, Exception> reading = tx -> {
            Map<String, TopicRow> found = Lookups.find(tx, topics);
            return found.size() < topics.size()
                    ? Optional.empty()
                    : Optional.of(
                            block.apply(tx, topics.stream().map(found::get).toList()));
        };
        Optional<T> result = Store.again(() -> database.read(answer, reading));
        while (result.isEmpty()) {
            lookups.find(topics); // enters those that are new
            result = Store.again(() -> database.read(answer, reading));
        }
        return result.get();
    }
}
