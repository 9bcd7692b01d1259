package io.serval.live.internal;

import java.util.List;
import java.util.Optional;

/**
 * Writes the one envelope of all wire forms: {@code {"position":P,"snapshot":S,"events":[{"position":p,"data":E}],
 * "reset":true}}. Its parts are JSON already, so it is put together as text.
 */
final class Envelope {
    private Envelope() {}

    /** Returns the fields of an envelope, without the braces, for a form to add its own. */
    static String fields(Position position, Optional<String> snapshot, List<Event> events, boolean reset) {
        var json = new StringBuilder(128);
        json.append("\"position\":\"").append(position).append('"');
        snapshot.ifPresent(state -> json.append(",\"snapshot\":").append(state));
        json.append(",\"events\":[");
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            json.append(i == 0 ? "" : ",")
                    .append("{\"position\":\"")
                    .append(event.position())
                    .append("\",\"data\":")
                    .append(event.data())
                    .append('}');
        }
        json.append(']');
        if (reset) {
            json.append(",\"reset\":true");
        }
        return json.toString();
    }
}
