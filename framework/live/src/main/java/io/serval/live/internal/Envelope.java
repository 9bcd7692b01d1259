package io.serval.live.internal;

import java.util.Optional;

/**
 * Writes the one envelope of all wire forms: {@code {"position":P,"snapshot":S,"events":[{"position":p,"data":E}],
 * "reset":true}}. Its parts are JSON already, so it is put together as text.
 */
final class Envelope {
    private Envelope() {}

    /**
     * Returns the fields of an envelope, without the braces, for a form to add its own.
     *
     * @param events each as {@link #event} returns it, with commas between
     */
    static String fields(String position, Optional<String> snapshot, CharSequence events, boolean reset) {
        var json = new StringBuilder(128);
        json.append("\"position\":\"").append(position).append('"');
        snapshot.ifPresent(state -> json.append(",\"snapshot\":").append(state));
        json.append(",\"events\":[").append(events).append(']');
        if (reset) {
            json.append(",\"reset\":true");
        }
        return json.toString();
    }

    /** Returns an event of an envelope. */
    static String event(String position, String data) {
        return "{\"position\":\"" + position + "\",\"data\":" + data + "}";
    }
}
