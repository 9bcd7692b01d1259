package io.serval.live.internal;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An event as it was read from the log, and the bytes of each wire form that somebody has asked for. */
final class Event {
    /** The bytes of one form, and those of the others. */
    private static final class Encoded {
        private final Form form;
        private final byte[] bytes;
        private final @Nullable Encoded next;

        Encoded(Form form, byte[] bytes, @Nullable Encoded next) {
            this.form = form;
            this.bytes = bytes;
            this.next = next;
        }
    }

    /** Forms come and go with the paths that clients ask for, while an event may stay in its ring for long. */
    private static final int MOST_FORMS = 8;

    private final Position position;
    private final String data;
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

    /** The frame that carries this event alone; encoded once per form. */
    byte[] bytes(Form form) {
        Encoded first = encoded;
        int known = 0;
        for (Encoded each = first; each != null; each = each.next) {
            if (each.form == form) {
                return each.bytes;
            }
            known++;
        }
        byte[] bytes = form.encode(position, Envelope.fields(position, Optional.empty(), List.of(this), false));
        encoded = new Encoded(form, bytes, known < MOST_FORMS ? first : null);
        return bytes;
    }

    /** Others than the log may have written JSON with line breaks between its tokens; a line of SSE must not have any. */
    private static String oneLine(String json) {
        return json.indexOf('\n') < 0 && json.indexOf('\r') < 0
                ? json
                : json.replace('\n', ' ').replace('\r', ' ');
    }
}
