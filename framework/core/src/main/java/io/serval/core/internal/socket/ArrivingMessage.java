package io.serval.core.internal.socket;

import io.serval.core.Cancelled;
import io.serval.core.MessageStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A message that is read while it arrives. For one thread at a time. */
final class ArrivingMessage extends InputStream implements MessageStream {
    private final BlockingSocket socket;
    private Piece piece;
    private int position;

    ArrivingMessage(BlockingSocket socket, Piece first) {
        this.socket = socket;
        this.piece = first;
    }

    @Override
    public boolean isText() {
        return piece.text();
    }

    @Override
    public InputStream bytes() {
        return this;
    }

    @Override
    public Reader text() {
        if (!isText()) {
            throw new IllegalStateException("This is a binary message; read its bytes().");
        }
        return new InputStreamReader(this, StandardCharsets.UTF_8);
    }

    @Override
    public int read() throws IOException {
        return ready() ? piece.bytes()[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        if (count == 0) {
            return 0;
        }
        if (!ready()) {
            return -1;
        }
        int read = Math.min(count, available());
        System.arraycopy(piece.bytes(), position, bytes, offset, read);
        position += read;
        return read;
    }

    @Override
    public int available() {
        return piece.bytes().length - position;
    }

    /** Throws away what is left; false if the socket is closed before it has all come. */
    boolean skip() {
        position = piece.bytes().length;
        while (!piece.last()) {
            Piece next = socket.next();
            if (next == null) {
                return false;
            }
            piece = next;
            position = next.bytes().length;
        }
        return true;
    }

    /** Waits until there is something to read; false at the end. */
    private boolean ready() throws IOException {
        while (available() == 0) {
            if (piece.last()) {
                return false;
            }
            piece = following();
            position = 0;
        }
        return true;
    }

    private Piece following() throws IOException {
        try {
            Piece next = socket.next();
            if (next == null) {
                throw new EOFException("The WebSocket was closed in the middle of a message.");
            }
            return next;
        } catch (Cancelled e) {
            var interrupted = new InterruptedIOException("Nobody waits for the rest of the message: " + e.reason());
            interrupted.initCause(e);
            throw interrupted;
        }
    }
}
