package io.serval.netty;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Reads the frames of a client from bytes that are all there, in the plainest way that RFC 6455 can be read. */
public final class FrameReference {
    private final byte[] bytes;
    private final long maxBytes;
    private final List<String> heard = new ArrayList<>();
    private int at;
    private int type;
    private String message = "";

    private FrameReference(byte[] bytes, long maxBytes) {
        this.bytes = bytes;
        this.maxBytes = maxBytes;
    }

    /** What was heard, and how it ended. */
    public record Meaning(List<String> heard, int fault) {}

    /** Thrown for what breaks the rules. */
    private static final class Fault extends RuntimeException {
        private final int code;

        Fault(int code) {
            this.code = code;
        }
    }

    /** Thrown where there is no more. */
    private static final class End extends RuntimeException {}

    /** Reads what the bytes say; the fault is 0 if there is none. */
    public static Meaning read(byte[] bytes, long maxBytes) {
        var reference = new FrameReference(bytes, maxBytes);
        try {
            while (true) {
                reference.frame();
            }
        } catch (Fault e) {
            return new Meaning(reference.heard, e.code);
        } catch (End e) {
            return new Meaning(reference.heard, 0);
        }
    }

    private void frame() {
        int first = next();
        int opcode = first & 0x0F;
        boolean last = first >= 0x80;
        boolean data = opcode < 3;
        if ((first & 0x70) != 0 || (opcode > 2 && opcode < 8) || opcode > 10) {
            throw new Fault(1002);
        }
        if ((!data && !last) || (opcode == 0 && type == 0) || (data && opcode > 0 && type > 0)) {
            throw new Fault(1002);
        }
        type = data && opcode > 0 ? opcode : type;
        int second = next();
        long length = second & 0x7F;
        if (second < 0x80 || (!data && length > 125)) {
            throw new Fault(1002);
        }
        if (length > 125) {
            int digits = length == 126 ? 2 : 8;
            length = 0;
            for (int i = 0; i < digits; i++) {
                length = length << 8 | next();
            }
            if (length < (digits == 2 ? 126 : 65536)) {
                throw new Fault(1002);
            }
        }
        if (data && length > maxBytes - message.length() / 2) {
            throw new Fault(1009);
        }
        int[] mask = {next(), next(), next(), next()};
        var payload = new StringBuilder();
        for (int i = 0; i < length; i++) {
            if (at == bytes.length) {
                checkText(data, payload, false);
            }
            payload.append(HexFormat.of().toHexDigits((byte) (next() ^ mask[i % 4])));
        }
        if (!data) {
            heard.add(opcode + ":" + payload);
            return;
        }
        checkText(true, payload, last);
        message += payload;
        if (last) {
            heard.add(type + ":" + message);
            message = "";
            type = 0;
        }
    }

    private void checkText(boolean data, StringBuilder payload, boolean whole) {
        if (!data || type != 1) {
            return;
        }
        byte[] text = HexFormat.of().parseHex(message + payload);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        if (decoder.decode(ByteBuffer.wrap(text), CharBuffer.allocate(text.length), whole)
                .isError()) {
            throw new Fault(1007);
        }
    }

    private int next() {
        if (at == bytes.length) {
            throw new End();
        }
        return bytes[at++] & 0xFF;
    }
}
