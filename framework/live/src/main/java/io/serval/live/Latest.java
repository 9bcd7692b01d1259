package io.serval.live;

import io.serval.core.Json;
import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.core.Result;
import io.serval.core.Scope;
import io.serval.live.internal.Delivery;
import io.serval.live.internal.LatestHub;
import io.serval.live.internal.LatestStream;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A topic that keeps the newest value of each key, in memory: prices, cursors, who is present. A route returns it to let
 * its client follow the values, in the same forms and envelope as {@link Live}: the snapshot is {@code
 * [{"key":K,"value":V},…]}, an event {@code {"key":K,"value":V}} or {@code {"key":K,"removed":true}}.
 *
 * <p>The newest value of a key reaches everybody who follows; those before it need not: a client that takes less than is
 * written skips what is out of date by then, and costs one number, however far it is behind. A position counts the
 * changes, {@code epoch:number}, and the epoch is new with each start of the process, as the values are.
 *
 * <p>Each key has one writer at a time: whoever puts it has it. Get one from {@link LatestTopics}. Safe for use by many
 * threads; nothing here waits.
 *
 * @param <K> the type of the keys, with {@code equals} and {@code hashCode}
 * @param <V> the type of the values, which do not change once they are put
 */
public final class Latest<K, V> implements Result {
    private final Delivery delivery;
    private final LatestHub hub;
    private final String name;
    private final Type keyType;
    private final Type valueType;

    Latest(Delivery delivery, LatestHub hub, String name, Type keyType, Type valueType) {
        this.delivery = delivery;
        this.hub = hub;
        this.name = name;
        this.keyType = keyType;
        this.valueType = valueType;
    }

    /**
     * Sets the value of the key, and takes the key over from whoever has a {@link Lease} on it.
     *
     * @throws tools.jackson.core.JacksonException if the key or the value cannot be written as JSON
     */
    public void put(K key, V value) {
        hub.change(key, value, json(key, value), Optional.empty(), _ -> true);
    }

    /** Removes the key, whoever has it; does nothing if it is not there. */
    public void remove(K key) {
        hub.change(key, null, removal(key), Optional.empty(), _ -> true);
    }

    /** The newest value of the key. */
    @SuppressWarnings("unchecked") // put() and leases take nothing else
    public Optional<V> find(K key) {
        return (Optional<V>) hub.value(key);
    }

    /** The newest value of each key; a copy. */
    @SuppressWarnings("unchecked") // put() and leases take nothing else
    public Map<K, V> values() {
        return (Map<K, V>) new HashMap<>(hub.values());
    }

    /**
     * Sets the value of a key that is there only as long as somebody vouches for it, as a client's presence: it is removed
     * when the lease is closed, when the scope ends, or when nothing is put for some time.
     *
     * @param owner whose key it is: the scope of a socket, say
     * @param time how long the key outlives its last put
     */
    public Lease<V> lease(K key, V value, Scope owner, Duration time) {
        var lease = new KeyLease(key, owner.child(), time);
        lease.take(value);
        return lease;
    }

    /**
     * The right to a key for as long as it is used.
     *
     * @param <V> the type of the value
     */
    public interface Lease<V> extends AutoCloseable {
        /** Sets the value, and so renews the lease; does nothing and returns false if the key is somebody else's by now. */
        boolean put(V value);

        /** Removes the key, unless it is somebody else's by now. */
        @Override
        void close();
    }

    @Override
    public Response toResponse(Request request) throws Exception {
        return delivery.respond(request, new LatestStream(hub));
    }

    @Override
    public String toString() {
        return "Latest[" + name + "]";
    }

    private String json(K key, V value) {
        return "{\"key\":" + Json.text(key, keyType) + ",\"value\":" + Json.text(value, valueType) + "}";
    }

    private String removal(K key) {
        return "{\"key\":" + Json.text(key, keyType) + ",\"removed\":true}";
    }

    private final class KeyLease implements Lease<V> {
        private final K key;
        private final Scope scope;
        private final Duration time;

        KeyLease(K key, Scope scope, Duration time) {
            this.key = key;
            this.scope = scope;
            this.time = time;
        }

        private void take(V value) {
            change(value, true);
            scope.deadline(time);
            scope.onCancel(this::remove);
        }

        @Override
        public boolean put(V value) {
            if (scope.cancelled() || !change(value, false)) {
                return false;
            }
            scope.deadline(time);
            return true;
        }

        @Override
        public void close() {
            remove();
            scope.close();
        }

        private boolean change(@Nullable V value, boolean taking) {
            String text = value == null ? removal(key) : json(key, value);
            return hub.change(
                    key,
                    value,
                    text,
                    Optional.of(this),
                    holder -> taking || holder.filter(this::equals).isPresent());
        }

        private void remove() {
            change(null, false);
        }
    }
}
