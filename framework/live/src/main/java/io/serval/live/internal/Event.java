package io.serval.live.internal;

import io.serval.core.SharedMessage;
import org.jspecify.annotations.Nullable;

/** An event of a topic, and its message in each wire form that somebody has asked for. */
final class Event {
    /**
     * The message of one form, and those of the others.
     *
     * @param epochs of the topics that are merged, and
     * @param offsets the places in them, right after the event; both are null for a topic by itself
     */
    @SuppressWarnings("ArrayRecordComponent") // compared in its own way, below
    private record Encoded(
            Form form,
            String @Nullable [] epochs,
            long @Nullable [] offsets,
            SharedMessage message,
            @Nullable Encoded next) {
        boolean fits(Form other, Cursor[] places) {
            if (form != other || (offsets == null) != (places.length == 1)) {
                return false;
            }
            if (epochs == null || offsets == null) {
                return true;
            }
            if (places.length != offsets.length) {
                return false;
            }
            for (int i = 0; i < offsets.length; i++) {
                if (places[i].offset() != offsets[i] || !places[i].epoch().equals(epochs[i])) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Forms come and go with the paths that clients ask for, while an event may stay in its ring for long. */
    private static final int MOST_FORMS = 8;

    /** What an event takes beside its text, about. */
    private static final int OVERHEAD = 128;

    private final Position position;
    private final String data;
    private volatile boolean superseded;
    /** Two loops may both encode a form; one result is then lost, which costs nothing but that encoding. */
    private volatile @Nullable Encoded encoded;

    Event(Position position, String data) {
        this.position = position;
        this.data = oneLine(data);
    }

    Position position() {
        return position;
    }

    long offset() {
        return position.offset();
    }

    /** Its JSON, as appended. */
    String data() {
        return data;
    }

    /** How many bytes of memory it takes with one encoded form, about. */
    long weight() {
        return OVERHEAD + 2L * data.length();
    }

    /** Whether a newer event has made this one pointless; only events of latest topics ever are. */
    boolean superseded() {
        return superseded;
    }

    void supersede() {
        superseded = true;
    }

    /** The event as part of an envelope of this topic alone. */
    String json() {
        return Envelope.event(position.toString(), data);
    }

    /**
     * The message that carries this event alone; encoded once for all who get it in the form and stand at the same places.
     *
     * @param places of the reader in all topics that it follows, right after this event
     */
    SharedMessage message(Form form, Cursor[] places) {
        Encoded first = encoded;
        int known = 0;
        for (Encoded each = first; each != null; each = each.next()) {
            if (each.fits(form, places)) {
                return each.message();
            }
            known++;
        }
        Encoded made = encode(form, places, known < MOST_FORMS ? first : null);
        encoded = made;
        return made.message();
    }

    private Encoded encode(Form form, Cursor[] places, @Nullable Encoded others) {
        if (places.length == 1) {
            return new Encoded(form, null, null, encode(form, position.toString()), others);
        }
        var epochs = new String[places.length];
        var offsets = new long[places.length];
        var text = new StringBuilder();
        for (int i = 0; i < places.length; i++) {
            epochs[i] = places[i].epoch();
            offsets[i] = places[i].offset();
            Positions.append(text, epochs[i], offsets[i]);
        }
        return new Encoded(form, epochs, offsets, encode(form, text.toString()), others);
    }

    private SharedMessage encode(Form form, String at) {
        return form.event(at, data);
    }

    /** Others than the log may have written JSON with line breaks between its tokens; a line of SSE must not have any. */
    private static String oneLine(String json) {
        return json.indexOf('\n') < 0 && json.indexOf('\r') < 0
                ? json
                : json.replace('\n', ' ').replace('\r', ' ');
    }
}
