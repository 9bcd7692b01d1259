package io.serval.rooms;

import io.serval.core.Json;
import io.serval.core.Scope;
import io.serval.live.internal.Loops;
import io.serval.live.internal.MemoryHub;
import io.serval.live.internal.Place;
import io.serval.live.internal.Position;
import io.serval.live.internal.Repeater;
import io.serval.live.internal.TopicRow;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Keeps the newest of what was said in memory, of the rooms that were used last. Locks, so not for event loops. */
final class MemoryTranscript implements Transcript {
    private static final int MOST_ROOMS = 1_000;
    private static final int MOST_MESSAGES = 1_000;
    private static final long RING_BYTES = 16 << 20;
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private record Key(String member, String id) {}

    /** One room: its messages, and who has said what. */
    private record Kept(MemoryHub hub, Map<Key, Position> said) {
        Position say(Words words) {
            var key = new Key(words.from(), words.id());
            Position before = said.get(key);
            if (before != null) {
                return before;
            }
            Position position = hub.append(Json.text(words, Words.class));
            said.put(key, position);
            if (said.size() > MOST_MESSAGES) {
                said.remove(said.keySet().iterator().next());
            }
            return position;
        }
    }

    private final RandomGenerator random;
    private final Scope scope = Scope.root();
    private final Loops loops;
    private final Repeater heartbeat;
    /** The room that was used last comes last. */
    private final LinkedHashMap<String, Kept> rooms = new LinkedHashMap<>(16, 0.75f, true);

    private long lastId;

    MemoryTranscript(RandomGenerator random) {
        this.random = random;
        loops = new Loops(scope, RING_BYTES, random);
        heartbeat = Repeater.start("rooms", scope, HEARTBEAT, loops::heartbeat);
    }

    @Override
    public Loops loops() {
        return loops;
    }

    @Override
    public synchronized Place place(String room, Optional<String> from, int last) {
        return kept(room).hub.place(from, last);
    }

    @Override
    public synchronized Receipt say(String room, Words words) {
        return new Receipt(Optional.of(kept(room).say(words).toString()));
    }

    @Override
    public synchronized History before(String room, Optional<String> before, int limit) {
        MemoryHub hub = kept(room).hub;
        TopicRow topic = hub.topic();
        return History.of(topic, hub.before(History.end(topic, before), limit));
    }

    @Override
    public void close() {
        loops.close();
        scope.cancel(Scope.Cause.SHUTDOWN);
        heartbeat.close();
    }

    /** Those who are in a room that is forgotten are sent away, come back and begin anew. */
    private Kept kept(String room) {
        @Nullable Kept kept = rooms.get(room);
        if (kept == null) {
            String epoch = "%012x".formatted(random.nextLong() >>> 16);
            kept = new Kept(new MemoryHub(loops, ++lastId, epoch, MOST_MESSAGES), new LinkedHashMap<>());
            rooms.put(room, kept);
            if (rooms.size() > MOST_ROOMS) {
                rooms.pollFirstEntry().getValue().hub.forget();
            }
        }
        return kept;
    }
}
