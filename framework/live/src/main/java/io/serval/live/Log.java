package io.serval.live;

import io.serval.core.Json;
import io.serval.core.Scope;
import io.serval.core.TypeRef;
import io.serval.live.internal.Appends;
import io.serval.live.internal.Delivery;
import io.serval.live.internal.Fanout;
import io.serval.live.internal.LogStream;
import io.serval.live.internal.Lookups;
import io.serval.live.internal.Loops;
import io.serval.live.internal.Partitions;
import io.serval.live.internal.Repeater;
import io.serval.live.internal.Sweep;
import io.serval.live.internal.Topics;
import io.serval.sql.Database;
import io.serval.sql.Tx;
import io.serval.sql.TxFunction;
import java.time.Duration;
import java.util.List;

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
    private final Database database;
    private final Loops loops;
    private final Fanout fanout;
    private final Lookups lookups;
    private final Delivery delivery;
    private final LatestTopics latest;
    private final Topics topics;
    private final Scope scope;
    private final List<Repeater> repeaters;

    private Log(Database database, LogSettings settings) {
        scope = Scope.root();
        this.database = database;
        loops = new Loops(scope, settings.ringBytes());
        fanout = new Fanout(database, loops);
        lookups = new Lookups(database, loops);
        delivery = new Delivery(loops, settings.random());
        topics = new Topics(database, lookups, fanout, loops);
        latest = new LatestTopics(loops, delivery, settings.random(), scope, List.of());
        var sweep = new Sweep(database, fanout);
        fanout.onOutage(sweep::doubt);
        var partitions = new Partitions(database);
        partitions.run();
        repeaters = List.of(
                Repeater.start("sweep", scope, settings.sweep(), sweep),
                Repeater.start("heartbeat", scope, settings.heartbeat(), loops::heartbeat),
                Repeater.start("partitions", scope, Duration.ofHours(1), partitions));
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
        database.migrate("serval", Log.class.getClassLoader(), "classpath:io/serval/live/migration");
        return new Log(database, settings);
    }

    /**
     * Appends events to the topic, and to what it feeds, in the transaction. They are taken down here and written right
     * before COMMIT, all at once and in the order of the appends; after a rollback there are none.
     *
     * @param tx a transaction on this log's database
     * @throws tools.jackson.core.JacksonException if an event cannot be written as JSON
     */
    @SafeVarargs
    public final <E> void append(Tx tx, Topic<E> topic, E... events) {
        Appends appends = Appends.of(tx, fanout::wake);
        for (E event : events) {
            String payload = Json.text(event, topic.type());
            appends.add(topic.name(), payload);
            topic.feeds().forEach(feed -> appends.add(feed, payload));
        }
    }

    /** Returns the events of the topic, for a route to return. Reads nothing yet. */
    public <E> Live<E> live(Topic<E> topic) {
        return new Live<>(delivery, LogStream.of(database, lookups, fanout, topic.name()));
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
     * Ends all streams (server-sent events by the end of the response, WebSockets with 1001) and everything that runs
     * for them. Streams that are asked for later end at once; appending still works. Closing twice does nothing.
     */
    @Override
    public void close() {
        loops.close();
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
}
