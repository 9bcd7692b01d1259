package io.serval.live.internal;

import java.nio.charset.StandardCharsets;

/** A wire form of a stream. Forms are compared by identity, since what is encoded once is shared by all of a form. */
sealed interface Form {
    /** A block of server-sent events (WHATWG HTML §9.2). */
    Form SSE = new Sse();

    /** A message of a WebSocket that carries one stream. */
    Form MESSAGE = new Message();

    /** Returns the frame of an envelope. */
    byte[] encode(Position position, String fields);

    /** See {@link #SSE}. */
    final class Sse implements Form {
        private Sse() {}

        @Override
        public byte[] encode(Position position, String fields) {
            return utf8("id: " + position + "\ndata: {" + fields + "}\n\n");
        }
    }

    /** See {@link #MESSAGE}. */
    final class Message implements Form {
        private Message() {}

        @Override
        public byte[] encode(Position position, String fields) {
            return utf8("{" + fields + "}");
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
        public byte[] encode(Position position, String fields) {
            return utf8("{\"stream\":" + number + "," + fields + "}");
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
