package io.serval.live.internal;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where a reader of one topic begins.
 *
 * @param hub returns the topic's hub, held; the reader lets go of it
 * @param position the events after it follow
 * @param topic the topic, as of then
 * @param reset whether what the reader had is void
 */
public record Place(Supplier<Hub> hub, Position position, TopicRow topic, boolean reset) {
    /**
     * Returns the place of a reader.
     *
     * @param from where the reader says it stands
     * @param last how many events before the topic's top it gets if the topic cannot go on from there
     */
    static Place of(Supplier<Hub> hub, TopicRow topic, Optional<String> from, int last) {
        return from.flatMap(Position::parse)
                .filter(topic::covers)
                .map(known -> new Place(hub, known, topic, false))
                .orElseGet(() ->
                        new Place(hub, topic.at(Math.max(topic.floor(), topic.top() - last)), topic, from.isPresent()));
    }

    /** The position of who has all that there was. */
    public Position top() {
        return topic.at(topic.top());
    }

    /** Whether there is anything before the position. */
    public boolean older() {
        return position.offset() > topic.floor();
    }
}
