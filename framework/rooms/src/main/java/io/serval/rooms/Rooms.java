package io.serval.rooms;

import io.serval.core.Json;
import io.serval.core.Socket;
import io.serval.live.Log;
import io.serval.sql.Database;
import io.serval.sql.Tx;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/**
 * Rooms whose members talk over WebSockets. A {@code ws} route lets its client join one:
 *
 * <pre>{@code
 * record $room(Rooms rooms) {
 *     void ws(String room, Principal who, Optional<String> from, Socket socket) {
 *         rooms.join(room, who.name(), socket, from).run();
 *     }
 * }
 * }</pre>
 *
 * <p>A room needs no set-up, and is named as a member is: 1 to 64 characters that can be seen. A socket is in one room.
 *
 * <h2>What goes over the wire</h2>
 *
 * Both sides send JSON texts of one envelope, {@code {type, id, room, from, to, position, ts, payload}}, of which each
 * type has those fields that it needs. A client sends:
 *
 * <ul>
 *   <li>{@code say} with {@code id} and {@code payload}: to all, the sender included, and kept. The answer is an {@code
 *       ack} with the id and the message's position. The same id of the same member again, on whatever connection,
 *       says nothing, and is acknowledged in the same way
 *   <li>{@code direct} with {@code id}, {@code to} and {@code payload}: to one member, on all of its connections that take
 *       it now; not kept. An {@code ack} without a position says that there is one that did
 *   <li>{@code typing}, and {@code signal} with a {@code payload}: to all other connections that take it now; not kept
 * </ul>
 *
 * <p>A client gets:
 *
 * <ul>
 *   <li>{@code welcome}, first of all: the {@code position} that what follows comes after; and as {@code payload} its own
 *       name as {@code member}, all {@code members}, the newest position as {@code top}, whether there is anything {@code
 *       older}, and with {@code reset} that the position it came with is unknown, so that what it has is void
 *   <li>{@code said}: {@code id}, {@code from}, {@code position}, {@code ts} and {@code payload}, in order and each once.
 *       Who comes with a position gets all that follows on it; who comes without, the last few and what follows on them
 *   <li>{@code joined} and {@code left}, with a {@code member} and {@code since} when it is there: when the first
 *       connection of a name comes, and when the last has gone. {@code members} in their place, with all, for a client
 *       that was too slow for them
 *   <li>{@code direct}, {@code typing}, {@code signal}, as above, with {@code from} and {@code ts}
 *   <li>{@code ack}, and {@code error} with a {@code code} and a {@code detail}, and the {@code id} if there was one:
 *       {@code malformed}, {@code unknown_type}, {@code not_text}, {@code too_large}, {@code rate_limited} with {@code
 *       retryAfter} in seconds, {@code absent}, {@code busy}, {@code unavailable}, {@code full}
 *   <li>an empty object now and then, so that it can tell that the server is there
 * </ul>
 *
 * <p>Who sends too much is told so, and disconnected with 1008 if that does not help. A client that reads too slowly costs
 * a number and catches up; if what comes next is no longer kept, it is disconnected with 1013.
 *
 * <p>Messages reach the members on all nodes that share the database. Who is there, signals and direct messages are those
 * of one node. Safe for use by many threads; all methods may block.
 */
public final class Rooms implements AutoCloseable {
    /** A room and how many hold it. */
    private record Held(Room room, AtomicInteger holders) {}

    private final Transcript transcript;
    private final RoomSettings settings;
    private final ConcurrentMap<String, Held> rooms = new ConcurrentHashMap<>();

    private Rooms(Transcript transcript, RoomSettings settings) {
        this.transcript = transcript;
        this.settings = settings;
    }

    /**
     * Opens rooms whose messages are kept in the log, and in a table in the schema {@code serval_rooms} that makes each be
     * said once. Close them before the log.
     *
     * @param database the one of the log
     * @throws io.serval.sql.SqlException if the database does not answer
     */
    public static Rooms kept(Database database, Log log, RoomSettings settings) {
        return new Rooms(new LoggedTranscript(database, log), settings);
    }

    /**
     * Opens rooms in memory: of each the last 1,000 messages, of the 1,000 rooms that were used last. When the process
     * ends all is lost, and who comes back gets a {@code reset}; other nodes have other rooms.
     */
    public static Rooms inMemory(RoomSettings settings) {
        return new Rooms(new MemoryTranscript(settings.random()), settings);
    }

    /**
     * Returns the client as a member of the room, who joins when it is {@linkplain Member#run run}.
     *
     * @param member the name that others see; connections of one name are one member
     * @param from the position that the client wants to go on from
     * @throws io.serval.core.ProblemException 400 if one of the names is none
     */
    public Member join(String room, String member, Socket socket, Optional<String> from) {
        return new Member(this, Names.checked("/room", room), Names.checked("/member", member), socket, from);
    }

    /**
     * Says something in a room, whether anybody is there or not.
     *
     * @param member the name that it is said in, of somebody present or not
     * @param id tells whether it was said before by that name: then nothing is said
     * @param payload what JSON can be written from
     * @return the position of the message; empty if it was said before and is no longer kept
     * @throws io.serval.core.ProblemException 400 if it is not of the type of payloads, or a name is none
     */
    public Optional<String> say(String room, String member, String id, Object payload) {
        return transcript
                .say(Names.checked("/room", room), words(id, member, payload))
                .position();
    }

    /**
     * As {@link #say(String, String, String, Object)}, in a transaction on the database of these rooms: said if it commits.
     *
     * @return whether it is said the first time
     * @throws IllegalStateException if these rooms are in memory
     */
    public boolean say(Tx tx, String room, String member, String id, Object payload) {
        return switch (transcript) {
            case LoggedTranscript logged -> logged.say(tx, Names.checked("/room", room), words(id, member, payload));
            case MemoryTranscript _ ->
                throw new IllegalStateException("Rooms in memory know no transactions; use Rooms.kept.");
        };
    }

    /** Sends a signal to all who are in the room and take it now. Nothing of it is kept. */
    public void signal(String room, Object payload) {
        Held held = rooms.get(room);
        if (held != null) {
            Room present = held.room;
            present.offer(present.frames().signal(Optional.empty(), present.now(), json(payload)));
        }
    }

    /** Who is in the room, in the order in which they came. */
    public List<Presence> members(String room) {
        Held held = rooms.get(room);
        return held == null ? List.of() : held.room.members();
    }

    /**
     * Returns what was said last before a position.
     *
     * @param before a position of the room; empty for the newest
     * @param limit how many messages at most
     * @throws io.serval.core.ProblemException 400 if the position is none of this room
     */
    public History history(String room, Optional<String> before, int limit) {
        return transcript.before(Names.checked("/room", room), before, limit);
    }

    /** Ends what works for the rooms; of rooms in memory also their sockets, with 1001. Those of kept rooms end with the log. */
    @Override
    public void close() {
        transcript.close();
    }

    RoomSettings settings() {
        return settings;
    }

    Transcript transcript() {
        return transcript;
    }

    /** Returns the room, which the caller holds until it lets go of it. */
    Room hold(String name) {
        return rooms.compute(name, (same, known) -> {
                    Held held = known == null
                            ? new Held(new Room(name, transcript.loops(), settings), new AtomicInteger())
                            : known;
                    held.holders.incrementAndGet();
                    return held;
                })
                .room;
    }

    void release(Room room) {
        rooms.computeIfPresent(room.name(), (same, held) -> held.holders.decrementAndGet() == 0 ? null : held);
    }

    Words words(String id, String member, Object payload) {
        return new Words(
                Names.checked("/id", id),
                Names.checked("/member", member),
                settings.clock().instant().truncatedTo(ChronoUnit.MILLIS),
                payload instanceof JsonNode json ? json : checked(json(payload)));
    }

    /**
     * Returns the payload as its type writes it.
     *
     * @throws io.serval.core.ProblemException 400 if it does not read as that
     */
    JsonNode checked(JsonNode payload) {
        if (settings.payload() == JsonNode.class) {
            return payload;
        }
        Object value = Json.parse(Json.bytes(payload), settings.payload());
        return Json.read(Json.text(value, settings.payload()), JsonNode.class);
    }

    private static JsonNode json(Object value) {
        return Json.read(Json.text(value, value.getClass()), JsonNode.class);
    }
}
