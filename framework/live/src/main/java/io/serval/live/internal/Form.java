package io.serval.live.internal;

import io.serval.core.SharedMessage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A wire form of a stream. Forms are compared by identity, since what is encoded once is shared by all of a form. */
sealed interface Form permits Form.Sse, Form.Message, Form.Numbered, EventForm {
    /** A block of server-sent events (WHATWG HTML §9.2). */
    Form SSE = new Sse();

    /** A message of a WebSocket that carries one stream. */
    Form MESSAGE = new Message();

    /** Returns the message of an envelope. */
    SharedMessage encode(String position, String fields);

    /** Returns the message of one event. */
    default SharedMessage event(String position, String data) {
        return encode(position, Envelope.fields(position, Optional.empty(), Envelope.event(position, data), false));
    }

    /** See {@link #SSE}. */
    final class Sse implements Form {
        private Sse() {}

        @Override
        public SharedMessage encode(String position, String fields) {
            return message("id: " + position + "\ndata: {" + fields + "}\n\n");
        }
    }

    /** See {@link #MESSAGE}. */
    final class Message implements Form {
        private Message() {}

        @Override
        public SharedMessage encode(String position, String fields) {
            return message("{" + fields + "}");
        }
    }

    /** A message of a socket that carries many streams: the number tells which. */
    final class Numbered extends Counted implements Form {
        private final int number;

        Numbered(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }

        @Override
        public SharedMessage encode(String position, String fields) {
            return message("{\"stream\":" + number + "," + fields + "}");
        }
    }

    private static SharedMessage message(String text) {
        return SharedMessage.text(text.getBytes(StandardCharsets.UTF_8));
    }
}
