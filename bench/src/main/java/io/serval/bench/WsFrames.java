package io.serval.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The frames that a client sends (RFC 6455 §5.2), and the messages in them: 100 bytes of text of which no two are alike,
 * so that an echo can be told from another. For one thread.
 */
final class WsFrames {
    static final int TEXT = 1;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int TEXT_BYTES = 100;
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    /** The message last made; longer than it by what fills the last group of eight. */
    private final ByteBuffer message;

    private final int length;
    private final int numberAt;

    WsFrames(WsDialect dialect) {
        String text = dialect.before() + "-".repeat(TEXT_BYTES) + dialect.after();
        length = text.length();
        numberAt = dialect.before().length();
        message = ByteBuffer.allocate(length + Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        message.put(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Appends the frame of a numbered message. */
    void put(ByteBuffer out, long number) {
        write(number);
        put(out, TEXT, message.clear(), length);
    }

    /** Appends a frame of at most 125 bytes. */
    void put(ByteBuffer out, int opcode, byte[] bytes) {
        ByteBuffer padded = ByteBuffer.allocate(bytes.length + Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        put(out, opcode, padded.put(bytes).clear(), bytes.length);
    }

    /** Whether what is between position and limit is this message. */
    boolean same(ByteBuffer in, long number) {
        write(number);
        return in.mismatch(message.position(0).limit(length)) < 0;
    }

    private static void put(ByteBuffer out, int opcode, ByteBuffer payload, int length) {
        int mask = ThreadLocalRandom.current().nextInt();
        long twice = (mask & 0xFFFF_FFFFL) << Integer.SIZE | mask & 0xFFFF_FFFFL;
        out.order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) (FINAL | opcode)).put((byte) (MASKED | length)).putInt(mask);
        int start = out.position();
        for (int i = 0; i < length; i += Long.BYTES) {
            out.putLong(payload.getLong(i) ^ twice);
        }
        out.position(start + length);
    }

    private void write(long number) {
        message.clear();
        for (int i = 0; i < Long.BYTES * 2; i++) {
            message.put(numberAt + i, HEX[(int) (number >>> i * 4) & 0xF]);
        }
    }
}
