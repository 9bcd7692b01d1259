package io.serval.live;

import io.serval.core.TypeRef;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * A durable, named stream of events in the {@link Log}. A topic is only a name and a type: it needs no set-up, and there
 * may be one for each order or parcel. Immutable.
 *
 * <p>Events are written as {@linkplain io.serval.core.Json JSON} by the type given here, so that events of a sealed type
 * carry their {@code type} tag.
 *
 * @param <E> the type of its events
 */
public final class Topic<E> {
    private final String name;
    private final Type type;
    private final List<String> feeds;

    private Topic(String name, Type type, List<String> feeds) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("A topic needs a name, such as \"shipments\" or \"shipment/42\".");
        }
        this.name = name;
        this.type = type;
        this.feeds = List.copyOf(feeds);
    }

    /**
     * Returns the topic of that name.
     *
     * @throws IllegalArgumentException if the name is blank
     */
    public static <E> Topic<E> of(String name, Class<E> type) {
        return new Topic<>(name, type, List.of());
    }

    /**
     * Returns the topic of that name, for events of a generic type.
     *
     * @throws IllegalArgumentException if the name is blank
     */
    public static <E> Topic<E> of(String name, TypeRef<E> type) {
        return new Topic<>(name, type.type(), List.of());
    }

    /**
     * Returns this topic feeding another one as well: what is appended to this topic is appended to the feed too, in the
     * same statement, and to what the feed itself feeds. An event reaches a feed once, whatever the ways to it.
     */
    public Topic<E> feeding(Topic<? super E> feed) {
        var all = new ArrayList<>(feeds);
        all.add(feed.name);
        all.addAll(feed.feeds);
        return new Topic<>(
                name,
                type,
                all.stream().filter(other -> !other.equals(name)).distinct().toList());
    }

    /** The name, unique in the log. */
    public String name() {
        return name;
    }

    /** The type of the events. */
    Type type() {
        return type;
    }

    /** The names of the feeds. */
    List<String> feeds() {
        return feeds;
    }

    @Override
    public String toString() {
        return feeds.isEmpty() ? name : name + " feeding " + String.join(", ", feeds);
    }
}
