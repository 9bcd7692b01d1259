package io.serval.live;

import io.serval.core.Scope;
import io.serval.core.TypeRef;
import io.serval.live.internal.Delivery;
import io.serval.live.internal.LatestHub;
import io.serval.live.internal.Loops;
import io.serval.live.internal.Repeater;
import java.lang.reflect.Type;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes {@linkplain Latest latest topics}. They need no database: an application with a {@link Log} takes those of its
 * log, {@link Log#latest()}, another one opens its own. Safe for use by many threads.
 */
public final class LatestTopics implements AutoCloseable {
    private final Loops loops;
    private final Delivery delivery;
    private final RandomGenerator random;
    private final Scope scope;
    private final List<Repeater> repeaters;

    LatestTopics(Loops loops, Delivery delivery, RandomGenerator random, Scope scope, List<Repeater> repeaters) {
        this.loops = loops;
        this.delivery = delivery;
        this.random = random;
        this.scope = scope;
        this.repeaters = repeaters;
    }

    /**
     * Opens latest topics without a log. Close them before the server.
     *
     * @param settings the heartbeat, the memory of the newest changes, and the randomness; the rest is for logs
     */
    public static LatestTopics open(LogSettings settings) {
        Scope scope = Scope.root();
        var loops = new Loops(scope, settings.ringBytes(), settings.random());
        var delivery = new Delivery(loops);
        Repeater heartbeat = Repeater.start("heartbeat", scope, settings.heartbeat(), loops::heartbeat);
        return new LatestTopics(loops, delivery, settings.random(), scope, List.of(heartbeat));
    }

    /**
     * Returns a new topic, which is empty.
     *
     * @param name for people who debug
     */
    public <K, V> Latest<K, V> topic(String name, Class<K> keys, Class<V> values) {
        return topic(name, (Type) keys, values);
    }

    /** As {@link #topic(String, Class, Class)}, for generic types. */
    public <K, V> Latest<K, V> topic(String name, TypeRef<K> keys, TypeRef<V> values) {
        return topic(name, keys.type(), values.type());
    }

    /** Ends all streams; does nothing for the topics of a log, whose streams end with it. */
    @Override
    public void close() {
        if (!repeaters.isEmpty()) {
            loops.close();
            scope.cancel(Scope.Cause.SHUTDOWN);
            repeaters.forEach(Repeater::close);
        }
    }

    Loops loops() {
        return loops;
    }

    private <K, V> Latest<K, V> topic(String name, Type keys, Type values) {
        String epoch = "%012x".formatted(random.nextLong() & 0xffff_ffff_ffffL);
        return new Latest<>(delivery, new LatestHub(loops, epoch), name, keys, values);
    }
}
