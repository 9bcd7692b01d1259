package io.serval.live;

import io.serval.core.Json;
import io.serval.core.Scope;
import io.serval.core.TypeRef;
import io.serval.live.internal.Appends;
import io.serval.live.internal.Delivery;
import io.serval.live.internal.Expiry;
import io.serval.live.internal.Fanout;
import io.serval.live.internal.Listener;
import io.serval.live.internal.LogStream;
import io.serval.live.internal.Lookups;
import io.serval.live.internal.Loops;
import io.serval.live.internal.OldestTransaction;
import io.serval.live.internal.Partitions;
import io.serval.live.internal.Repeater;
import io.serval.live.internal.Rules;
import io.serval.live.internal.Store;
import io.serval.live.internal.Sweep;
import io.serval.live.internal.Tail;
import io.serval.live.internal.TopicRow;
import io.serval.live.internal.Topics;
import io.serval.live.internal.Waiters;
import io.serval.sql.Database;
import io.serval.sql.Tx;
import io.serval.sql.TxFunction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The durable, ordered record of events in PostgreSQL. Events are appended in the transaction that changes the state;
 * whoever follows their topic gets them after the commit: at once if this process committed, within a sweep's pause
 * otherwise.
 *
 * <p>The events of a topic are numbered without gaps, in the order of the commits. Each append locks its topics from
 * right before COMMIT to its end, so a topic takes as many transactions a second as the disk can commit one after the
 * other. Safe for use by many threads.
 */
public final class Log implements AutoCloseable {
    private static final int LARGEST_PAGE = 1_000;

    private final Database database;
    private final Duration answer;
    private final Store store;
    private final Loops loops;
    private final Fanout fanout;
    private final Waiters waiters = new Waiters();
    private final Listener listener;
    private final Tail tail;
    private final Lookups lookups;
    private final Delivery delivery;
    private final LatestTopics latest;
    private final Topics topics;
    private final Scope scope;
    private final OldestTransaction oldestTransaction;
    private final List<Repeater> repeaters;

    private Log(Database database, LogSettings settings) {
        scope = Scope.root();
        this.database = database;
        answer = settings.answer();
        loops = new Loops(scope, settings.ringBytes(), settings.random());
        store = new Store(database, answer);
        fanout = new Fanout(database, answer, loops);
        listener = fanout.and(waiters);
        tail = new Tail(store, waiters, settings.sweep());
        lookups = new Lookups(database, answer, loops);
        delivery = new Delivery(loops);
        topics = new Topics(database, answer, lookups, fanout, loops);
        latest = new LatestTopics(loops, delivery, settings.random(), scope, List.of());
        var sweep = new Sweep(database, answer, listener);
        fanout.onOutage(sweep::doubt);
        var partitions = new Partitions(database);
        partitions.run();
        oldestTransaction = new OldestTransaction(database, answer, settings.longTransaction());
        var expiry = new Expiry(database, new Rules(settings.retention(), settings.retentions()));
        repeaters = List.of(
                Repeater.start("sweep", scope, settings.sweep(), sweep),
                Repeater.start("oldest-transaction", scope, settings.sweep().multipliedBy(4), oldestTransaction),
                Repeater.start("heartbeat", scope, settings.heartbeat(), loops::heartbeat),
                Repeater.start("partitions", scope, Duration.ofHours(1), partitions),
                Repeater.start("expiry", scope, Duration.ofMinutes(1), expiry));
    }

    /**
     * Opens the log of a database, whose tables it makes or brings up to date in the schema {@code serval}. Close it
     * before the database.
     *
     * @throws io.serval.sql.SqlException if the database does not answer
     */
    public static Log open(Database database) {
        return open(database, LogSettings.DEFAULT);
    }

    /** As {@link #open(Database)}, with other settings. */
    public static Log open(Database database, LogSettings settings) {
        migrate(database);
        return new Log(database, settings);
    }

    /**
     * Gives all topics of the database new epochs: for use after it was restored from a backup, as clients may have seen
     * events that it lost, and offsets will be given a second time. Every reader then starts anew, with a
     * reset; streams that are open, and tails, at the next sweep of each {@link Log} on the database. Waits for appends under
     * way.
     *
     * @return how many topics there are
     */
    public static int renewEpochs(Database database) {
        migrate(database);
        return database.transact(tx -> {
            tx.update("lock table serval.topic in share row exclusive mode");
            tx.update("update serval.renewal set token = default");
            return tx.update("update serval.topic set epoch = default");
        });
    }

    private static void migrate(Database database) {
        database.migrate("serval", Log.class.getClassLoader(), "classpath:io/serval/live/migration");
    }

    /**
     * Appends events to the topic, and to what it feeds, in the transaction. They are taken down here and written right
     * before COMMIT, all at once and in the order of the appends; after a rollback there are none, nor of a part of the
     * transaction that went back to its {@linkplain Tx#savepoint savepoint}.
     *
     * <p>There may be any number of them: beyond some thousands they wait in a temporary table. The topics are locked
     * while the events are written, some ten microseconds for each; a back-fill should commit now and then, if others
     * append to the same topics.
     *
     * @param tx a transaction on this log's database
     * @throws tools.jackson.core.JacksonException if an event cannot be written as JSON
     */
    @SafeVarargs
    public final <E> void append(Tx tx, Topic<E> topic, E... events) {
        Appends appends = Appends.of(tx, listener);
        for (E event : events) {
            String payload = Json.text(event, topic.type());
            appends.add(topic.name(), payload);
            topic.feeds().forEach(feed -> appends.add(feed, payload));
        }
    }

    /**
     * Returns the events that follow on the position, for the application itself.
     *
     * @param after where the reader stands; empty to read from the first event that is kept
     * @param limit how many events at most, from 1 to 1000
     * @throws IllegalArgumentException if the limit is another
     * @throws IllegalStateException inside a transaction
     * @throws io.serval.sql.SqlException if the database does not answer in time
     * @throws tools.jackson.core.JacksonException if an event is not of the topic's type
     */
    public <E> Page<E> read(Topic<E> topic, Optional<String> after, int limit) {
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw new IllegalArgumentException("A page has 1 to " + LARGEST_PAGE + " events, not " + limit + ".");
        }
        return page(topic, store.following(topic.name(), after, limit));
    }

    /**
     * Returns the position of a reader who has seen all that is committed by now: where to {@link #tail} from to get only
     * what is new.
     *
     * @throws IllegalStateException inside a transaction
     * @throws io.serval.sql.SqlException if the database does not answer in time
     */
    public String position(Topic<?> topic) {
        TopicRow row = store.topic(topic.name());
        return row.at(row.top()).toString();
    }

    /**
     * Follows the topic on this thread, best a virtual one: hands over all events that follow on the position, page by
     * page, each once and in order, then waits for more, through outages of the database. Who keeps the position of a page
     * in the transaction that does what the page asks for, and tails from there after a crash, has done each exactly once.
     *
     * <p>Never returns. A thread waits without a connection.
     *
     * @param from where the reader stands; empty to begin with the first event that is kept
     * @throws X what the handler throws; this ends it
     * @throws io.serval.core.Cancelled if the scope is cancelled, the thread interrupted or this log closed
     * @throws IllegalStateException inside a transaction
     * @throws io.serval.sql.SqlException if the database refuses to answer; not if it is away
     * @throws tools.jackson.core.JacksonException if an event is not of the topic's type
     */
    public <E, X extends Exception> void tail(Topic<E> topic, Optional<String> from, PageHandler<E, X> handler)
            throws X {
        tail.follow(topic.name(), from, events -> handler.handle(page(topic, events)));
    }

    /** Returns the events of the topic, for a route to return. Reads nothing yet. */
    public <E> Live<E> live(Topic<E> topic) {
        return new Live<>(delivery, LogStream.of(database, answer, lookups, fanout, topic.name()));
    }

    /**
     * Returns a state and the events that change it, for a route to return. Reads nothing yet.
     *
     * @param state reads the state, in a read-only transaction that sees exactly the events up to the position; what it
     *     throws becomes the response, so a {@link io.serval.core.ProblemException} with 404 says that there is none
     */
    public <S, E> LiveState<S, E> state(Topic<E> topic, TxFunction<S, ?> state, Class<S> type) {
        return state(live(topic), state, type);
    }

    /** As {@link #state(Topic, TxFunction, Class)}, for a state of a generic type. */
    public <S, E> LiveState<S, E> state(Topic<E> topic, TxFunction<S, ?> state, TypeRef<S> type) {
        return state(live(topic), state, type);
    }

    /**
     * Returns a state and the events that change it, for a route to return: those of several topics, {@linkplain
     * Live#merge merged}. Otherwise as {@link #state(Topic, TxFunction, Class)}.
     */
    public <S, E> LiveState<S, E> state(Live<E> events, TxFunction<S, ?> state, Class<S> type) {
        return new LiveState<>(events, state, type);
    }

    /** As {@link #state(Live, TxFunction, Class)}, for a state of a generic type. */
    public <S, E> LiveState<S, E> state(Live<E> events, TxFunction<S, ?> state, TypeRef<S> type) {
        return new LiveState<>(events, state, type.type());
    }

    /**
     * How old the oldest transaction on the server is, this application's own included, as of some sweeps ago; zero if
     * there is none. An old one keeps locks, and vacuum from its work.
     */
    public Duration oldestTransaction() {
        return oldestTransaction.age();
    }

    /**
     * Ends all streams (server-sent events by the end of the response, WebSockets with 1001) and everything that runs
     * for them; {@link #tail} throws {@link io.serval.core.Cancelled}. Streams that are asked for later end at once;
     * appending still works. Closing twice does nothing.
     */
    @Override
    public void close() {
        loops.close();
        waiters.close();
        scope.cancel(Scope.Cause.SHUTDOWN);
        repeaters.forEach(Repeater::close);
    }

    /**
     * How many times a topic was read for its followers so far: for those who fell behind or came back, and for what others
     * had committed. What this process commits need not be read.
     */
    public long reads() {
        return fanout.reads();
    }

    /** The latest topics whose streams go beside those of this log, and end with it. */
    public LatestTopics latest() {
        return latest;
    }

    /** The topics, for modules of the framework that deliver them in forms of their own; no API for others. */
    public Topics topics() {
        return topics;
    }

    Fanout fanout() {
        return fanout;
    }

    Loops loops() {
        return loops;
    }

    private static <E> Page<E> page(Topic<E> topic, Store.Following following) {
        var events = new ArrayList<Recorded<E>>();
        for (String payload : following.payloads()) {
            String position = following.position(events.size() + 1);
            events.add(new Recorded<>(position, Json.read(payload, topic.type())));
        }
        return new Page<>(following.position(events.size()), events, following.reset());
    }
}
