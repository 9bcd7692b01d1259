package io.serval.netty.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.serval.core.Content;
import io.serval.netty.FrameReference;
import io.serval.netty.FrameReference.Meaning;
import io.serval.netty.Fuzzing;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FrameFuzzTest {
    private static final int LIMIT = 300;
    private static final int[] OPCODES = {0, 0, 0, 1, 1, 1, 2, 2, 8, 9, 10};
    private static final List<String> TEXTS = List.of(
            "", "a", "hello", "grüezi", "κόσμε", "\uFFFF", "😀", "x".repeat(125), "y".repeat(126), "ä".repeat(149));

    @Test
    @DisplayName("row 112: whatever the bytes, and however they are split, the decoder reads what RFC 6455 says")
    void agreesWithReference() {
        Fuzzing.run(seed -> {
            var random = new SplittableRandom(seed);
            byte[] stream = stream(random);
            Meaning meant = FrameReference.read(stream, LIMIT);

            assertThat(new Whole(random).read(stream))
                    .as(() -> "Whole messages of " + HexFormat.of().formatHex(stream))
                    .isEqualTo(meant);
        });
    }

    @Test
    @DisplayName("S-08: messages in pieces are what they are as a whole")
    void agreesInPieces() {
        Fuzzing.run(seed -> {
            var random = new SplittableRandom(seed);
            byte[] stream = stream(random);
            Meaning meant = FrameReference.read(stream, Long.MAX_VALUE);

            assertThat(new InPieces(random).read(stream))
                    .as(() -> "Pieces of " + HexFormat.of().formatHex(stream))
                    .isEqualTo(meant);
        });
    }

    /** Frames that mostly follow the rules, and then some changes. */
    private static byte[] stream(RandomGenerator random) {
        var stream = new ByteArrayOutputStream();
        for (int frames = 1 + random.nextInt(8); frames > 0; frames--) {
            frame(stream, random);
        }
        byte[] bytes = stream.toByteArray();
        for (int changes = random.nextInt(3); changes > 0; changes--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
    }

    private static void frame(ByteArrayOutputStream out, RandomGenerator random) {
        int opcode = OPCODES[random.nextInt(OPCODES.length)];
        byte[] payload = TEXTS.get(random.nextInt(TEXTS.size())).getBytes(StandardCharsets.UTF_8);
        if (opcode >= 8 && random.nextInt(8) > 0) {
            payload = Arrays.copyOf(payload, Math.min(payload.length, 125));
        }
        out.write((random.nextInt(3) == 0 && opcode < 8 ? 0 : 0x80) | opcode);
        if (payload.length < 126) {
            out.write(0x80 | payload.length);
        } else {
            out.write(0x80 | 126);
            out.writeBytes(
                    ByteBuffer.allocate(2).putShort((short) payload.length).array());
        }
        byte[] mask = ByteBuffer.allocate(4).putInt(random.nextInt()).array();
        out.writeBytes(mask);
        for (int i = 0; i < payload.length; i++) {
            out.write(payload[i] ^ mask[i % 4]);
        }
    }

    /** Feeds the decoder as a connection does, in pieces of any size, with pauses in between. */
    private abstract static class Reader implements FrameDecoder.Control {
        final List<String> heard = new ArrayList<>();
        private final RandomGenerator random;
        private final SocketMessages messages;
        private final FrameDecoder decoder;
        private boolean paused;

        Reader(RandomGenerator random, int limit) {
            this.random = random;
            messages = new SocketMessages(limit);
            decoder = new FrameDecoder(0, messages, this);
        }

        abstract Content.Listener listener();

        Meaning read(byte[] stream) {
            messages.listener(listener());
            int longest = 1 << random.nextInt(10);
            try {
                for (int at = 0; at < stream.length; ) {
                    int end = Math.min(stream.length, at + 1 + random.nextInt(longest));
                    ByteBuf piece = Unpooled.copiedBuffer(stream, at, end - at);
                    while (piece.isReadable()) {
                        paused = false;
                        decoder.decode(piece);
                    }
                    at = end;
                }
                return new Meaning(heard, 0);
            } catch (SocketFault e) {
                return new Meaning(heard, e.code());
            }
        }

        @Override
        public void frame() {
            paused = random.nextInt(4) == 0;
        }

        @Override
        public void control(int opcode, byte[] payload) {
            heard(opcode, payload);
        }

        @Override
        public boolean listening() {
            return !paused;
        }

        void heard(int opcode, byte[] payload) {
            heard.add(opcode + ":" + HexFormat.of().formatHex(payload));
        }
    }

    private static final class Whole extends Reader {
        Whole(RandomGenerator random) {
            super(random, LIMIT);
        }

        @Override
        Content.Listener listener() {
            return new Content.Listener() {
                @Override
                public void text(String message) {
                    heard(1, message.getBytes(StandardCharsets.UTF_8));
                }

                @Override
                public boolean binary(byte[] message) {
                    heard(2, message);
                    return true;
                }
            };
        }
    }

    private static final class InPieces extends Reader {
        private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

        InPieces(RandomGenerator random) {
            super(random, LIMIT);
        }

        @Override
        Content.Listener listener() {
            return (Content.PieceListener) (text, bytes, last) -> {
                begun.writeBytes(bytes);
                if (last) {
                    heard(text ? 1 : 2, begun.toByteArray());
                    begun.reset();
                }
            };
        }
    }
}
