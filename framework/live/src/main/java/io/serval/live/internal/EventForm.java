package io.serval.live.internal;

import io.serval.core.SharedMessage;
import java.util.function.BiFunction;

/** How the events of a topic look on the wire of a module that has its own messages. One for all who share what is made. */
public final class EventForm implements Form {
    private final BiFunction<String, String, SharedMessage> message;

    /**
     * Creates the form.
     *
     * @param message makes the message of an event, of the position after it and its JSON
     */
    public EventForm(BiFunction<String, String, SharedMessage> message) {
        this.message = message;
    }

    @Override
    public SharedMessage encode(String position, String fields) {
        throw new IllegalStateException("Only events are written in this form, not an envelope at " + position + ".");
    }

    @Override
    public SharedMessage event(String position, String data) {
        return message.apply(position, data);
    }
}
