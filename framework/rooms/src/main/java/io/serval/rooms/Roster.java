package io.serval.rooms;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * Who is in a room: a member for as long as one of its connections is. Not for use by many threads.
 *
 * @param <C> a connection, by identity
 */
final class Roster<C> {
    private record Entry<C>(Presence presence, SequencedSet<C> connections) {}

    /** In the order in which they came. */
    private final Map<String, Entry<C>> members = new LinkedHashMap<>();

    private int connections;

    /** Adds a connection; returns the member's presence if it is the first. */
    Optional<Presence> add(String member, C connection, Instant now) {
        connections++;
        Entry<C> known = members.get(member);
        if (known != null) {
            known.connections.add(connection);
            return Optional.empty();
        }
        var entry = new Entry<C>(new Presence(member, now), new LinkedHashSet<>());
        entry.connections.add(connection);
        members.put(member, entry);
        return Optional.of(entry.presence);
    }

    /** Removes a connection; returns the member's presence if it was the last. */
    Optional<Presence> remove(String member, C connection) {
        Entry<C> entry = members.get(member);
        if (entry == null || !entry.connections.remove(connection)) {
            return Optional.empty();
        }
        connections--;
        if (!entry.connections.isEmpty()) {
            return Optional.empty();
        }
        members.remove(member);
        return Optional.of(entry.presence);
    }

    /** The connections of a member; none if the member is not here. */
    List<C> connections(String member) {
        Entry<C> entry = members.get(member);
        return entry == null ? List.of() : List.copyOf(entry.connections);
    }

    /** All members, in the order in which they came. */
    List<Presence> members() {
        var all = new ArrayList<Presence>(members.size());
        members.values().forEach(entry -> all.add(entry.presence));
        return all;
    }

    int connections() {
        return connections;
    }
}
