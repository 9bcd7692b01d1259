package io.serval.netty.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Checks that bytes are UTF-8 (RFC 3629), in pieces: what can no longer become UTF-8 is found with the first byte that is
 * wrong, whatever may follow.
 */
final class Utf8 {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long BEYOND_ASCII = 0x8080_8080_8080_8080L;
    private static final int FIRST = 0x80;
    private static final int LAST = 0xBF;

    /** How many bytes of a character are still to come, and between which two the next one must be. */
    private int missing;

    private int lowest = FIRST;
    private int highest = LAST;

    /** Checks the next bytes; false if the text is not UTF-8. */
    boolean accepts(byte[] bytes) {
        int i = 0;
        while (i < bytes.length) {
            if (missing == 0) {
                i = pastAscii(bytes, i);
                if (i == bytes.length) {
                    return true;
                }
            }
            if (!accepts(bytes[i++] & 0xff)) {
                return false;
            }
        }
        return true;
    }

    /** Whether no character is incomplete. */
    boolean isWhole() {
        return missing == 0;
    }

    private boolean accepts(int next) {
        if (missing == 0) {
            return begins(next);
        }
        boolean fits = next >= lowest && next <= highest;
        missing--;
        lowest = FIRST;
        highest = LAST;
        return fits;
    }

    /** RFC 3629 §4: no overlong forms, no surrogates, nothing beyond U+10FFFF. */
    private boolean begins(int first) {
        if (first < 0x80) {
            return true;
        }
        if (first < 0xC2 || first > 0xF4) {
            return false;
        }
        missing = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
        switch (first) {
            case 0xE0 -> lowest = 0xA0;
            case 0xED -> highest = 0x9F;
            case 0xF0 -> lowest = 0x90;
            case 0xF4 -> highest = 0x8F;
            default -> {
                // Any byte that continues a character.
            }
        }
        return true;
    }

    private static int pastAscii(byte[] bytes, int from) {
        int i = from;
        while (i <= bytes.length - Long.BYTES && ((long) LONGS.get(bytes, i) & BEYOND_ASCII) == 0) {
            i += Long.BYTES;
        }
        while (i < bytes.length && bytes[i] >= 0) {
            i++;
        }
        return i;
    }
}
