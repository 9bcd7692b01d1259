package io.serval.netty.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Reads the pieces of a body as one stream. For one thread at a time. */
final class BodyStream extends InputStream {
    private static final byte[] NOTHING = {};

    private final BodyPipe pipe;
    private byte[] piece = NOTHING;
    private int position;
    private boolean ended;
    private boolean closed;

    BodyStream(BodyPipe pipe) {
        this.pipe = pipe;
    }

    @Override
    public int read() throws IOException {
        return ready() ? piece[position++] & 0xff : -1;
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
        System.arraycopy(piece, position, bytes, offset, read);
        position += read;
        return read;
    }

    @Override
    public int available() {
        return piece.length - position;
    }

    @Override
    public void close() {
        closed = true;
        piece = NOTHING;
        position = 0;
    }

    /** Waits until there is something to read; false at the end. */
    private boolean ready() throws IOException {
        if (closed) {
            throw new IOException("The stream of the body has been closed.");
        }
        while (available() == 0 && !ended) {
            byte[] next = pipe.take();
            ended = next == null;
            piece = next == null ? NOTHING : next;
            position = 0;
        }
        return !ended;
    }
}
