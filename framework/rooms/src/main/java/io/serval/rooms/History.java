package io.serval.rooms;

import io.serval.core.Problem;
import io.serval.core.ProblemException;
import io.serval.live.internal.Position;
import io.serval.live.internal.Recorded;
import io.serval.live.internal.TopicRow;
import java.util.List;
import java.util.Optional;

/**
 * A page of what was said in a room.
 *
 * @param messages in their order
 * @param before the position to ask for the page before this one with; empty on the first
 */
public record History(List<Said> messages, Optional<String> before) {
    /** Copies the list. */
    public History {
        messages = List.copyOf(messages);
    }

    /** Returns the page of these events of the topic. */
    static History of(TopicRow topic, List<Recorded> events) {
        boolean first = events.isEmpty() || events.getFirst().position().offset() <= topic.floor() + 1;
        return new History(
                events.stream().map(Words::said).toList(),
                first
                        ? Optional.empty()
                        : Optional.of(events.getFirst().position().toString()));
    }

    /**
     * Returns the offset that the page before the position ends before.
     *
     * @throws ProblemException 400 if the position is none of the topic
     */
    static long end(TopicRow topic, Optional<String> before) {
        if (before.isEmpty()) {
            return topic.top() + 1;
        }
        return Position.parse(before.get())
                .filter(position -> position.epoch().equals(topic.epoch()))
                .map(Position::offset)
                .orElseThrow(() -> new ProblemException(Problem.fault(
                        "/query/before",
                        "'" + before.get()
                                + "' is no position of this room (any more). Begin with the newest messages.")));
    }
}
