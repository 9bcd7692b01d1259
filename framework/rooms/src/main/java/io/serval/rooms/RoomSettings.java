package io.serval.rooms;

import java.lang.reflect.Type;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/**
 * How {@link Rooms} behave.
 *
 * @param payload the type that the payload of a message is read as, strictly, and with its faults told to the client;
 *     {@link JsonNode} for any JSON
 * @param last how many of the last messages a client gets that comes without a position
 * @param payloadBytes how large the payload of a message may be, in UTF-8
 * @param seats how many connections a room takes at once
 * @param burst how many messages a connection may send at once
 * @param perSecond how many messages a connection may send each second, in the long run
 * @param clock what time it is
 * @param random marks what is in memory only; safe for use by many threads
 */
public record RoomSettings(
        Type payload,
        int last,
        int payloadBytes,
        int seats,
        int burst,
        int perSecond,
        InstantSource clock,
        RandomGenerator random) {
    /** Any JSON up to 8 KiB, the last 50 messages, 1,000 connections in a room, 20 messages at once and 5 a second. */
    public static final RoomSettings DEFAULT = new RoomSettings(
            JsonNode.class, 50, 8 * 1024, 1_000, 20, 5, InstantSource.system(), RandomGenerator.getDefault());

    /** @throws IllegalArgumentException if a number is not positive, but for {@code last}, which may be 0 */
    public RoomSettings {
        if (last < 0 || payloadBytes < 1 || seats < 1 || burst < 1 || perSecond < 1) {
            throw new IllegalArgumentException(
                    "Rooms need limits from 1 on (from 0 for last): last " + last + ", payloadBytes " + payloadBytes
                            + ", seats " + seats + ", burst " + burst + ", perSecond " + perSecond + ".");
        }
    }

    /** Returns these settings with another type of payload. */
    public RoomSettings withPayload(Class<?> type) {
        return new RoomSettings(type, last, payloadBytes, seats, burst, perSecond, clock, random);
    }

    /** Returns these settings with another number of last messages. */
    public RoomSettings withLast(int messages) {
        return new RoomSettings(payload, messages, payloadBytes, seats, burst, perSecond, clock, random);
    }

    /** Returns these settings with another size of payloads. */
    public RoomSettings withPayloadBytes(int bytes) {
        return new RoomSettings(payload, last, bytes, seats, burst, perSecond, clock, random);
    }

    /** Returns these settings with another number of connections in a room. */
    public RoomSettings withSeats(int most) {
        return new RoomSettings(payload, last, payloadBytes, most, burst, perSecond, clock, random);
    }

    /** Returns these settings with another limit on what a connection may send. */
    public RoomSettings withRate(int atOnce, int eachSecond) {
        return new RoomSettings(payload, last, payloadBytes, seats, atOnce, eachSecond, clock, random);
    }

    /** Returns these settings with another clock. */
    public RoomSettings withClock(InstantSource other) {
        return new RoomSettings(payload, last, payloadBytes, seats, burst, perSecond, other, random);
    }

    /** Returns these settings with another source of randomness. */
    public RoomSettings withRandom(RandomGenerator other) {
        return new RoomSettings(payload, last, payloadBytes, seats, burst, perSecond, clock, other);
    }

    /** How long a connection waits until it may send one more, in the long run. */
    Duration pause() {
        return Duration.ofSeconds(1).dividedBy(perSecond);
    }
}
