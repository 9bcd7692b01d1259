package io.serval.netty.internal;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * The bytes of a head while it is put together: on the heap, as a direct buffer takes one long piece much faster than many
 * short ones. One for each loop, used again and again.
 */
final class HeadBytes {
    private static final int USUAL = 512;

    private byte[] bytes = new byte[USUAL];
    private int length;

    /** Begins anew. */
    HeadBytes clear() {
        if (bytes.length > 8 * USUAL) {
            bytes = new byte[USUAL];
        }
        length = 0;
        return this;
    }

    HeadBytes add(byte[] ascii) {
        room(ascii.length);
        System.arraycopy(ascii, 0, bytes, length, ascii.length);
        length += ascii.length;
        return this;
    }

    /** Adds text of Latin-1. */
    @SuppressWarnings("deprecation") // It drops the high bytes of characters, and there are none here.
    HeadBytes add(String latin) {
        int more = latin.length();
        room(more);
        latin.getBytes(0, more, bytes, length);
        length += more;
        return this;
    }

    int length() {
        return length;
    }

    void writeTo(ByteBuf out) {
        out.writeBytes(bytes, 0, length);
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
