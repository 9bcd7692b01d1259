package rooms.chat;

import io.serval.core.Problem;
import io.serval.core.ProblemException;
import io.serval.core.Socket;
import io.serval.live.LiveState;
import io.serval.live.Log;
import io.serval.live.Topic;
import io.serval.rooms.History;
import io.serval.rooms.RoomSettings;
import io.serval.rooms.Rooms;
import io.serval.sql.Database;
import io.serval.sql.Row;
import io.serval.sql.Tx;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The rooms of the chat, and the conversations in them. */
public final class Chat implements AutoCloseable {
    private static final Topic<OpenRoom> OPENED = Topic.of("rooms", OpenRoom.class);
    /** More would make a list that nobody reads. */
    private static final int MOST_ROOMS = 200;

    private final Database database;
    private final Log log;
    private final Clock clock;
    private final Rooms rooms;

    /** Creates the chat over an open database and its log. */
    public Chat(Database database, Log log, Clock clock) {
        this.database = database;
        this.log = log;
        this.clock = clock;
        this.rooms = Rooms.kept(
                database,
                log,
                RoomSettings.DEFAULT.withPayload(ChatMessage.class).withClock(clock));
    }

    /** Returns all rooms, and those that are opened from then on. */
    public LiveState<RoomList, OpenRoom> list() {
        return log.state(OPENED, tx -> new RoomList(all(tx)), RoomList.class);
    }

    /**
     * Opens a room.
     *
     * @return the room, which may have been there
     * @throws ProblemException 409 if there are too many
     */
    public OpenRoom open(NewRoom wanted, String openedBy) {
        var fresh = new OpenRoom(
                wanted.name(), Optional.of(openedBy), clock.instant().truncatedTo(ChronoUnit.MICROS));
        return database.transact(tx -> {
            Optional<OpenRoom> known = find(tx, wanted.name());
            if (known.isPresent()) {
                return known.get();
            }
            if (all(tx).size() >= MOST_ROOMS) {
                throw new ProblemException(
                        Problem.of(409, "There are " + MOST_ROOMS + " rooms already. Join one of them."));
            }
            int opened = tx.update(
                    "insert into rooms (name, opened_by, opened_at) values (?, ?, ?) on conflict do nothing",
                    fresh.name(),
                    fresh.openedBy(),
                    fresh.openedAt());
            if (opened == 0) {
                return find(tx, wanted.name()).orElseThrow();
            }
            log.append(tx, OPENED, fresh);
            return fresh;
        });
    }

    /** Whether there is a room of that name. */
    public boolean exists(String room) {
        return database.read(tx -> find(tx, room)).isPresent();
    }

    /** Lets the member talk in the room until the socket is closed. */
    public void talk(String room, String member, Socket socket, Optional<String> from) {
        rooms.join(room, member, socket, from).run();
    }

    /** Returns what was said last before the position, or last of all. */
    public History history(String room, Optional<String> before, int limit) {
        return rooms.history(room, before, limit);
    }

    /** Ends what works for the rooms. */
    @Override
    public void close() {
        rooms.close();
    }

    private static List<OpenRoom> all(Tx tx) {
        return tx.query("select name, opened_by, opened_at from rooms order by opened_at, name", Chat::room);
    }

    private static Optional<OpenRoom> find(Tx tx, String name) {
        return tx.one("select name, opened_by, opened_at from rooms where name = ?", Chat::room, name);
    }

    private static OpenRoom room(Row row) {
        return new OpenRoom(row.string("name"), row.optionalString("opened_by"), row.instant("opened_at"));
    }
}
