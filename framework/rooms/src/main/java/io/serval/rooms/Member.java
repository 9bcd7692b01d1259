package io.serval.rooms;

import io.serval.core.Json;
import io.serval.core.Message;
import io.serval.core.ProblemException;
import io.serval.core.SharedMessage;
import io.serval.core.Socket;
import io.serval.sql.SqlException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A client in a room, for the life of its socket: what {@link Rooms#join} returns. */
public final class Member {
    private static final Logger LOG = System.getLogger(Member.class.getName());

    private static final int POLICY_VIOLATION = 1008;
    private static final int TRY_AGAIN_LATER = 1013;
    /** Of a message, besides its payload. */
    private static final int ENVELOPE_BYTES = 1024;
    /** So many refusals on end are no accident. */
    private static final int MOST_REFUSALS = 20;

    private final Rooms rooms;
    private final String room;
    private final String name;
    private final Socket socket;
    private final Optional<String> from;
    private final RoomSettings settings;
    private final Frames frames;
    private final Allowance allowance;
    private int refusals;

    Member(Rooms rooms, String room, String name, Socket socket, Optional<String> from) {
        this.rooms = rooms;
        this.room = room;
        this.name = name;
        this.socket = socket;
        this.from = from;
        this.settings = rooms.settings();
        this.frames = new Frames(room);
        this.allowance = new Allowance(settings);
    }

    /**
     * Takes the client in, and serves it until its socket is closed, by whichever side; then it has left.
     *
     * @throws io.serval.core.Cancelled if the socket's scope is cancelled, but because the client has left
     */
    public void run() {
        Room held = rooms.hold(room);
        try {
            serve(held);
        } finally {
            rooms.release(held);
        }
    }

    private void serve(Room held) {
        Seat seat;
        try {
            seat = held.enter(name, socket.outlet(), rooms.transcript().place(room, from, settings.last()));
        } catch (ProblemException e) {
            socket.send(frames.error(Optional.empty(), "full", e.problem()));
            socket.close(TRY_AGAIN_LATER, "The room is full.");
            return;
        }
        try {
            boolean goesOn = true;
            while (goesOn) {
                Optional<Message> message = socket.receive();
                goesOn = message.isPresent() && hear(held, seat, message.get());
            }
        } finally {
            held.leave(seat);
        }
    }

    /** Returns whether the conversation goes on. */
    private boolean hear(Room held, Seat seat, Message message) {
        Optional<Duration> wait = allowance.take();
        if (wait.isPresent()) {
            socket.send(frames.tooMany(wait.get()));
            if (++refusals < MOST_REFUSALS) {
                return true;
            }
            socket.close(POLICY_VIOLATION, "Too many messages, and warnings did not help.");
            return false;
        }
        refusals = 0;
        answer(held, seat, message).ifPresent(socket::send);
        return true;
    }

    private Optional<SharedMessage> answer(Room held, Seat seat, Message message) {
        if (!(message instanceof Message.Text(String text))) {
            return Optional.of(frames.error(Optional.empty(), "not_text", "Rooms take text messages, in JSON."));
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > settings.payloadBytes() + ENVELOPE_BYTES) {
            return Optional.of(tooLarge(Optional.empty(), bytes.length));
        }
        Optional<String> id = Optional.empty();
        try {
            Command command = Command.parse(bytes);
            id = command.id();
            return obey(held, seat, command);
        } catch (ProblemException e) {
            return Optional.of(frames.error(id, "malformed", e.problem()));
        } catch (SqlException e) {
            // An outage of the database is the log's to report, once for all.
            LOG.log(Level.DEBUG, "A message could not be kept.", e);
            String detail = "The message could not be kept now. Send it again with the same id.";
            return Optional.of(frames.error(id, "unavailable", detail));
        }
    }

    private Optional<SharedMessage> obey(Room held, Seat seat, Command command) {
        return switch (command.type()) {
            case "say" -> Optional.of(say(command));
            case "direct" -> Optional.of(direct(held, seat, command));
            case "typing" -> {
                held.offerOthers(frames.typing(name, held.now()), seat);
                yield Optional.empty();
            }
            case "signal" -> signal(held, seat, command);
            default ->
                Optional.of(frames.error(
                        command.id(),
                        "unknown_type",
                        "There is no type '" + shortened(command.type())
                                + "'; expected say, direct, typing or signal."));
        };
    }

    private SharedMessage say(Command command) {
        String id = command.requiredId();
        JsonNode payload = rooms.checked(command.requiredPayload());
        if (size(payload) > settings.payloadBytes()) {
            return tooLarge(command.id(), size(payload));
        }
        Receipt receipt = rooms.transcript().say(room, rooms.words(id, name, payload));
        return frames.ack(id, receipt.position());
    }

    private SharedMessage direct(Room held, Seat seat, Command command) {
        String id = command.requiredId();
        String to = command.requiredTo();
        JsonNode payload = rooms.checked(command.requiredPayload());
        if (size(payload) > settings.payloadBytes()) {
            return tooLarge(command.id(), size(payload));
        }
        if (!held.present(to)) {
            return frames.error(command.id(), "absent", to + " is not here, and a direct message is not kept.");
        }
        SharedMessage message = frames.direct(id, name, to, held.now(), payload);
        if (!held.offer(to, message, Optional.empty())) {
            return frames.error(command.id(), "busy", to + " cannot take a message now; try again later.");
        }
        if (!to.equals(name)) {
            held.offer(name, message, Optional.of(seat)); // the sender's other connections show it too
        }
        return frames.ack(id, Optional.empty());
    }

    private Optional<SharedMessage> signal(Room held, Seat seat, Command command) {
        JsonNode payload = command.requiredPayload();
        if (size(payload) > settings.payloadBytes()) {
            return Optional.of(tooLarge(command.id(), size(payload)));
        }
        held.offerOthers(frames.signal(Optional.of(name), held.now(), payload), seat);
        return Optional.empty();
    }

    private SharedMessage tooLarge(Optional<String> id, int bytes) {
        return frames.error(
                id,
                "too_large",
                "The message has " + bytes + " bytes; its payload may have " + settings.payloadBytes() + ".");
    }

    private static int size(JsonNode payload) {
        return Json.bytes(payload).length;
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
