package io.serval.live.internal;

import io.serval.core.SharedMessage;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where a reader begins.
 *
 * @param parts its place in each topic; one unless streams are merged
 * @param snapshot the state as of these places, in JSON, if the reader needs one
 * @param reset whether what the reader had is void
 */
record Start(List<Part> parts, Optional<String> snapshot, boolean reset) {
    /**
     * A place in a topic.
     *
     * @param hub returns the topic's hub, held
     * @param position the events after it follow
     */
    record Part(Supplier<Hub> hub, Position position) {}

    /** Whether a resumed reader would miss something if only the events were sent. */
    boolean newBeginning() {
        return reset || snapshot.isPresent();
    }

    String position() {
        return Positions.text(parts.stream().map(Part::position).toList());
    }

    /** The frame that begins the stream; the events follow one by one. */
    SharedMessage frame(Form form) {
        String position = position();
        return form.encode(position, Envelope.fields(position, snapshot, "", reset));
    }
}
