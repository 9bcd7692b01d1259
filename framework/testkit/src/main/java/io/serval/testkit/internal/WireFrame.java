package io.serval.testkit.internal;

import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;

/** The frames of a client (RFC 6455 §5.2). */
final class WireFrame {
    private static final int MOST_IN_ONE_BYTE = 125;
    private static final int MOST_IN_TWO_BYTES = 0xffff;

    private WireFrame() {}

    /** Returns the frame, its payload masked (§5.3). */
    static byte[] masked(int opcode, byte[] payload, boolean last) {
        var frame = ByteBuffer.allocate(14 + payload.length);
        frame.put((byte) ((last ? 0x80 : 0) | opcode));
        if (payload.length <= MOST_IN_ONE_BYTE) {
            frame.put((byte) (0x80 | payload.length));
        } else if (payload.length <= MOST_IN_TWO_BYTES) {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(payload.length);
        }
        byte[] key = new byte[4];
        ThreadLocalRandom.current().nextBytes(key);
        frame.put(key);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ key[i % key.length]));
        }
        byte[] whole = new byte[frame.flip().remaining()];
        frame.get(whole);
        return whole;
    }
}
