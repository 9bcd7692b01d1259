package io.serval.faults;

import java.util.Arrays;
import tools.jackson.databind.JsonNode;

/** What one client has shown of one stream. It takes what comes, and drops nothing that it has shown before. */
final class Shown {
    private final Target target;
    private String position = "";
    private long begin;
    private int[] ids = new int[64];
    private int count;
    private int restarts;
    private boolean left;

    Shown(Target target) {
        this.target = target;
    }

    /**
     * Shows an envelope.
     *
     * @throws ProtocolException if it has no position, or its snapshot is not the state at that position
     */
    void show(JsonNode envelope) {
        String next = envelope.path("position").asString("");
        JsonNode snapshot = envelope.path("snapshot");
        JsonNode events = envelope.path("events");
        if (next.isEmpty()) {
            throw new ProtocolException(target.path() + " gave an envelope without a position: " + envelope);
        }
        if (begun() && (snapshot.isObject() || envelope.path("reset").asBoolean(false))) {
            restarts++;
        }
        position = next;
        if (snapshot.isObject()) {
            begin = snapshot.path("count").asLong();
            count = 0;
            if (begin != offset() - events.size()) {
                throw new ProtocolException(
                        target.path() + " gave a snapshot that is not of its position: " + envelope);
            }
        }
        for (JsonNode event : events) {
            add(event.path("data").path("id").asInt());
        }
    }

    private void add(int id) {
        if (count == ids.length) {
            ids = Arrays.copyOf(ids, 2 * count);
        }
        ids[count++] = id;
    }

    Target target() {
        return target;
    }

    boolean begun() {
        return !position.isEmpty();
    }

    /** From where to go on; empty at the beginning. */
    String position() {
        return position;
    }

    /** The offset of the last event that was shown, or that the snapshot held; 0 before there was any. */
    long offset() {
        return begun() ? Long.parseLong(position.substring(position.lastIndexOf(':') + 1)) : 0;
    }

    /** The offset that the first event comes after. */
    long begin() {
        return begin;
    }

    int[] ids() {
        return Arrays.copyOf(ids, count);
    }

    /** Nobody watches any more, and what comes from here on is not missed. */
    void leave() {
        left = true;
    }

    boolean left() {
        return left;
    }

    /** How often it was told to begin anew. */
    int restarts() {
        return restarts;
    }
}
