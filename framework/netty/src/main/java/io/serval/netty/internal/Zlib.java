package io.serval.netty.internal;

import io.netty.util.concurrent.FastThreadLocal;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * What one event loop compresses and decompresses the messages of its WebSockets with (RFC 1951). A socket has none of it but
 * while a compressed message of its client is coming in.
 */
final class Zlib {
    private static final FastThreadLocal<Zlib> OF_LOOP = new FastThreadLocal<>() {
        @Override
        protected Zlib initialValue() {
            return new Zlib();
        }

        @Override
        protected void onRemoval(Zlib value) {
            value.end();
        }
    };

    /** So many inflaters are kept for the next messages; each has some 40 KB. */
    private static final int SPARE = 4;

    private static final int ROOM = 8 * 1024;

    /** What ends a piece that the other side can inflate as far as it goes. */
    private static final int TAIL = 4;

    private static final byte[] NOTHING = {};

    /** The block that an empty message consists of (RFC 7692 §7.2.3.6). */
    private static final byte[] EMPTY_BLOCK = {0};

    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final Deque<Inflater> spare = new ArrayDeque<>();
    private final byte[] room = new byte[ROOM];

    private Zlib() {}

    /** Returns that of the loop that the caller is on. */
    static Zlib ofLoop() {
        return OF_LOOP.get();
    }

    /**
     * Compresses a piece of a message, without a look at the pieces before (RFC 7692 §7.2.1).
     *
     * @param last whether the message ends with it
     */
    byte[] compress(byte[] piece, boolean last) {
        if (piece.length == 0) {
            return last ? EMPTY_BLOCK : NOTHING;
        }
        deflater.setInput(piece);
        byte[] out = room;
        int size = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        while (size == out.length) {
            out = Arrays.copyOf(out, 2 * size);
            size += deflater.deflate(out, size, size, Deflater.SYNC_FLUSH);
        }
        deflater.reset();
        return Arrays.copyOf(out, last ? size - TAIL : size);
    }

    /** Returns the next bytes that the inflater makes of its input; none if it has taken all of it, or is finished. */
    byte[] inflate(Inflater inflater) throws DataFormatException {
        return Arrays.copyOf(room, inflater.inflate(room));
    }

    /** Returns an inflater for one message. */
    Inflater borrow() {
        Inflater known = spare.poll();
        return known == null ? new Inflater(true) : known;
    }

    /** Takes an inflater back, at whatever place it is. */
    void giveBack(Inflater inflater) {
        if (spare.size() < SPARE) {
            inflater.reset();
            spare.push(inflater);
        } else {
            inflater.end();
        }
    }

    private void end() {
        deflater.end();
        spare.forEach(Inflater::end);
    }
}
