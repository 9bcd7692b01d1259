package io.serval.netty.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The masking of client frames (RFC 6455 §5.3). */
final class Mask {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Mask() {}

    /**
     * Unmasks the bytes, and returns the key for those that follow.
     *
     * @param key the masking key; its lowest byte is for the first of the bytes
     */
    static int undo(byte[] bytes, int key) {
        long twice = (key & 0xffff_ffffL) << 32 | (key & 0xffff_ffffL);
        int i = 0;
        for (; i <= bytes.length - Long.BYTES; i += Long.BYTES) {
            LONGS.set(bytes, i, (long) LONGS.get(bytes, i) ^ twice);
        }
        int rest = key;
        for (; i < bytes.length; i++) {
            bytes[i] ^= (byte) rest;
            rest = Integer.rotateRight(rest, Byte.SIZE);
        }
        return rest;
    }
}
