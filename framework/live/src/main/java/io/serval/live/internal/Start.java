package io.serval.live.internal;

import java.util.List;
import java.util.Optional;

/**
 * Where a reader begins.
 *
 * @param topic what is read
 * @param offset the events after it follow
 * @param snapshot the state as of the offset, in JSON, if the reader needs one
 * @param reset whether what the reader had is void
 */
public record Start(TopicRow topic, long offset, Optional<String> snapshot, boolean reset) {
    /** Returns the position that the reader wants to go on from, if all that follows on it is still there. */
    public static Optional<Start> resumed(TopicRow topic, Optional<String> position) {
        return position.flatMap(Position::parse)
                .filter(topic::covers)
                .map(known -> new Start(topic, known.offset(), Optional.empty(), false));
    }

    /** Whether a resumed reader would miss something if only the events were sent. */
    boolean newBeginning() {
        return reset || snapshot.isPresent();
    }

    /** The fields of the envelope that begins the stream. */
    String fields(List<Event> events) {
        long last = events.isEmpty() ? offset : events.getLast().offset();
        return Envelope.fields(topic.at(last), snapshot, events, reset);
    }

    /** The frame that begins the stream; the events follow one by one. */
    byte[] bytes(Form form) {
        return form.encode(topic.at(offset), fields(List.of()));
    }
}
