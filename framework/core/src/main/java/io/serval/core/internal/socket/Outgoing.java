package io.serval.core.internal.socket;

import io.serval.core.Outlet;
import io.serval.core.SharedMessage;

/** What a thread has handed over to be sent. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares messages, and copies would cost
sealed interface Outgoing {
    /** What waiting costs beside the bytes. */
    int OVERHEAD = 64;

    /** How many bytes wait with it. */
    int bytes();

    /** Writes it; on the loop. */
    void writeTo(Outlet outlet);

    /** A whole text message. */
    record Text(byte[] utf8) implements Outgoing {
        @Override
        public int bytes() {
            return utf8.length;
        }

        @Override
        public void writeTo(Outlet outlet) {
            outlet.write(utf8);
        }
    }

    /** A whole binary message. */
    record Binary(byte[] message) implements Outgoing {
        @Override
        public int bytes() {
            return message.length;
        }

        @Override
        public void writeTo(Outlet outlet) {
            outlet.writeBinary(message);
        }
    }

    /** A message that others get too. */
    record Shared(SharedMessage message) implements Outgoing {
        @Override
        public int bytes() {
            return message.bytes().length;
        }

        @Override
        public void writeTo(Outlet outlet) {
            outlet.write(message);
        }
    }

    /** A piece of a message. */
    record Part(Piece piece) implements Outgoing {
        @Override
        public int bytes() {
            return piece.bytes().length;
        }

        @Override
        public void writeTo(Outlet outlet) {
            outlet.writePiece(piece.text(), piece.bytes(), piece.last());
        }
    }

    /** The end. */
    record Close(int code, String reason) implements Outgoing {
        @Override
        public int bytes() {
            return 0;
        }

        @Override
        public void writeTo(Outlet outlet) {
            outlet.close(code, reason);
        }
    }
}
