package io.serval.rooms;

import io.serval.core.Cancelled;
import io.serval.core.Scope;
import io.serval.live.Log;
import io.serval.live.Topic;
import io.serval.live.internal.Loops;
import io.serval.live.internal.Place;
import io.serval.live.internal.Position;
import io.serval.live.internal.Repeater;
import io.serval.live.internal.TopicRow;
import io.serval.live.internal.Topics;
import io.serval.sql.Database;
import io.serval.sql.SqlException;
import io.serval.sql.Tx;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;

/** Keeps what was said in the log, an event each, and in a table of its own that it was: see V1__said.sql. */
final class LoggedTranscript implements Transcript {
    private static final Logger LOG = System.getLogger(LoggedTranscript.class.getName());

    private final Database database;
    private final Log log;
    private final Topics topics;
    private final Scope scope = Scope.root();
    private final Repeater forgetting;

    /** Brings its table up to date in the schema {@code serval_rooms}. */
    LoggedTranscript(Database database, Log log) {
        this.database = database;
        this.log = log;
        this.topics = log.topics();
        database.migrate(
                "serval_rooms", LoggedTranscript.class.getClassLoader(), "classpath:io/serval/rooms/migration");
        forgetting = Repeater.start("rooms", scope, Duration.ofHours(1), this::forget);
    }

    @Override
    public Loops loops() {
        return topics.loops();
    }

    @Override
    public Place place(String room, Optional<String> from, int last) {
        try {
            return topics.place(topic(room).name(), from, last);
        } catch (InterruptedException e) {
            throw cancelled();
        }
    }

    @Override
    public Receipt say(String room, Words words) {
        database.transact(tx -> {
            return say(tx, room, words);
        });
        // Asked for after the commit, as the topic is locked before.
        Optional<String> xid = database.read(tx -> tx.one(
                "select xid::text as xid from serval_rooms.said where room = ? and member = ? and id = ?",
                said -> said.string("xid"),
                room,
                words.from(),
                words.id()));
        TopicRow topic = find(room);
        return new Receipt(xid.flatMap(each -> topics.appended(topic, each)).map(Position::toString));
    }

    /** Says it in the transaction; false if it was said before. */
    boolean say(Tx tx, String room, Words words) {
        boolean first = tx.update(
                        "insert into serval_rooms.said (room, member, id) values (?, ?, ?) on conflict do nothing",
                        room,
                        words.from(),
                        words.id())
                == 1;
        if (first) {
            log.append(tx, topic(room), words);
        }
        return first;
    }

    @Override
    public History before(String room, Optional<String> before, int limit) {
        TopicRow topic = find(room);
        return History.of(topic, topics.before(topic, History.end(topic, before), limit));
    }

    /** A client that comes back after longer than this with a message under way says it anew. */
    private void forget() {
        try {
            database.transact(tx -> {
                tx.update("delete from serval_rooms.said where said_at < now() - interval '7 days'");
            });
        } catch (SqlException e) {
            LOG.log(Level.WARNING, "Old ids of messages could not be forgotten; this is tried again every hour.", e);
        } catch (Cancelled e) {
            LOG.log(Level.DEBUG, "The rooms close while old ids are forgotten.");
        }
    }

    @Override
    public void close() {
        scope.cancel(Scope.Cause.SHUTDOWN);
        forgetting.close();
    }

    private TopicRow find(String room) {
        try {
            return topics.find(topic(room).name());
        } catch (InterruptedException e) {
            throw cancelled();
        }
    }

    /** The thread is asked to end: so ends what works for the socket or the request. */
    private static Cancelled cancelled() {
        Thread.currentThread().interrupt();
        return new Cancelled(Scope.currentIfAny().flatMap(Scope::cause).orElse(Scope.Cause.CANCELLED));
    }

    private static Topic<Words> topic(String room) {
        return Topic.of("room/" + room, Words.class);
    }
}
