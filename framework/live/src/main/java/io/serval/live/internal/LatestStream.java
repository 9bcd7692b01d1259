package io.serval.live.internal;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A latest topic as a stream: the newest values as its snapshot, then the changes.
 *
 * @param hub the topic
 */
public record LatestStream(LatestHub hub) implements Source {
    @Override
    public Start start(Optional<String> position) {
        return hub.start(position);
    }

    @Override
    public Start restart() {
        return hub.beginning(true);
    }

    @Override
    public String page(Optional<String> after, int limit) {
        Start start = hub.start(after);
        Position from = start.parts().getFirst().position();
        List<Event> events = start.snapshot().isPresent() ? List.of() : hub.changes(from.offset(), limit);
        String json = events.stream().map(Event::json).collect(Collectors.joining(","));
        Position to = events.isEmpty() ? from : events.getLast().position();
        return "{" + Envelope.fields(to.toString(), start.snapshot(), json, start.reset()) + "}";
    }
}
