package io.serval.core.internal.socket;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;

/** A message that is sent piece by piece: each is a frame. For one thread at a time. */
final class DepartingMessage extends OutputStream {
    private static final int PIECE = 16 * 1024;
    private static final byte[] NOTHING = {};

    private final BlockingSocket socket;
    private final boolean text;
    private byte[] buffer = NOTHING;
    private int buffered;
    private boolean closed;

    DepartingMessage(BlockingSocket socket, boolean text) {
        this.socket = socket;
        this.text = text;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        if (closed) {
            throw new IOException("The message has been ended: its stream is closed.");
        }
        for (int from = offset; from < offset + count; ) {
            if (buffered == PIECE) {
                hand(false);
            }
            int now = Math.min(offset + count - from, PIECE - buffered);
            room(now);
            System.arraycopy(bytes, from, buffer, buffered, now);
            buffered += now;
            from += now;
        }
    }

    @Override
    public void flush() {
        if (!closed && buffered > 0) {
            hand(false);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            try {
                hand(true);
            } finally {
                socket.ended();
            }
        }
    }

    /** Grows with what is written, so that short messages cost little. */
    private void room(int more) {
        if (buffered + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.clamp(2L * (buffered + more), 512, PIECE));
        }
    }

    private void hand(boolean last) {
        byte[] piece = buffered == buffer.length ? buffer : Arrays.copyOf(buffer, buffered);
        buffer = buffered == buffer.length ? NOTHING : buffer;
        buffered = 0;
        socket.sendPiece(new Piece(text, piece, last));
    }
}
