package io.serval.rooms;

import io.serval.core.Json;
import io.serval.core.Problem;
import io.serval.core.SharedMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Writes the envelopes that clients get; {@link Rooms} describes them. */
final class Frames {
    private record Envelope(
            String type,
            Optional<String> id,
            String room,
            Optional<String> from,
            Optional<String> to,
            Optional<String> position,
            Optional<Instant> ts,
            Optional<JsonNode> payload) {}

    private record Welcome(String type, String room, String position, Welcomed payload) {}

    private record Welcomed(String member, List<Presence> members, String top, boolean older, boolean reset) {}

    private record Members(String type, String room, Present payload) {}

    private record Present(List<Presence> members) {}

    private record Change(String type, String room, Instant ts, Presence payload) {}

    private record ErrorFrame(String type, Optional<String> id, String room, Refused payload) {}

    private record Refused(String code, String detail, List<Problem.Fault> errors, Optional<Double> retryAfter) {}

    private final String room;

    Frames(String room) {
        this.room = room;
    }

    /**
     * The first frame.
     *
     * @param position what follows comes after it
     * @param top the newest position: who has got there has got all
     * @param older whether there is more before the position
     * @param reset whether what the client has is void
     */
    SharedMessage welcome(
            String member, List<Presence> members, String position, String top, boolean older, boolean reset) {
        return SharedMessage.text(
                Json.bytes(new Welcome("welcome", room, position, new Welcomed(member, members, top, older, reset))));
    }

    /** A message that was said; its event is the rest of the envelope already. */
    SharedMessage said(String position, String data) {
        String start =
                "{\"type\":\"said\",\"room\":" + Json.text(room, String.class) + ",\"position\":\"" + position + "\",";
        return SharedMessage.text(start + data.substring(1));
    }

    SharedMessage joined(Presence presence) {
        return SharedMessage.text(Json.bytes(new Change("joined", room, presence.since(), presence)));
    }

    SharedMessage left(Presence presence, Instant now) {
        return SharedMessage.text(Json.bytes(new Change("left", room, now, presence)));
    }

    /** All who are there, for a client that has missed who came and went. */
    SharedMessage members(List<Presence> members) {
        return SharedMessage.text(Json.bytes(new Members("members", room, new Present(members))));
    }

    SharedMessage typing(String from, Instant now) {
        return SharedMessage.text(Json.bytes(
                envelope("typing", Optional.empty(), Optional.of(from), Optional.of(now), Optional.empty())));
    }

    SharedMessage signal(Optional<String> from, Instant now, JsonNode payload) {
        return SharedMessage.text(
                Json.bytes(envelope("signal", Optional.empty(), from, Optional.of(now), Optional.of(payload))));
    }

    SharedMessage direct(String id, String from, String to, Instant now, JsonNode payload) {
        return SharedMessage.text(Json.bytes(new Envelope(
                "direct",
                Optional.of(id),
                room,
                Optional.of(from),
                Optional.of(to),
                Optional.empty(),
                Optional.of(now),
                Optional.of(payload))));
    }

    SharedMessage ack(String id, Optional<String> position) {
        return SharedMessage.text(Json.bytes(new Envelope(
                "ack",
                Optional.of(id),
                room,
                Optional.empty(),
                Optional.empty(),
                position,
                Optional.empty(),
                Optional.empty())));
    }

    /** @param code what a program goes by */
    SharedMessage error(Optional<String> id, String code, String detail) {
        return error(id, new Refused(code, detail, List.of(), Optional.empty()));
    }

    SharedMessage error(Optional<String> id, String code, Problem problem) {
        return error(id, new Refused(code, problem.detail(), problem.errors(), Optional.empty()));
    }

    SharedMessage tooMany(Duration wait) {
        double seconds = Math.max(0.001, wait.toMillis() / 1_000.0);
        return error(
                Optional.empty(),
                new Refused(
                        "rate_limited",
                        "Too many messages, and this one was not taken: send it again in " + seconds
                                + " s. Who goes on like this is disconnected.",
                        List.of(),
                        Optional.of(seconds)));
    }

    private SharedMessage error(Optional<String> id, Refused refused) {
        return SharedMessage.text(Json.bytes(new ErrorFrame("error", id, room, refused)));
    }

    private Envelope envelope(
            String type, Optional<String> id, Optional<String> from, Optional<Instant> ts, Optional<JsonNode> payload) {
        return new Envelope(type, id, room, from, Optional.empty(), Optional.empty(), ts, payload);
    }
}
