package io.serval.netty.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.serval.core.Content;
import io.serval.core.SharedMessage;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class InflatedMessagesTest {
    private static final int SIZE = 10 << 20;
    private static final int ENOUGH = 64 * 1024;

    /** Hears binary messages in pieces, and nothing else. */
    private abstract static class Taker implements Content.PieceListener {
        abstract void take(int bytes, boolean last);

        @Override
        public void piece(boolean text, byte[] bytes, boolean last) {
            take(bytes.length, last);
        }
    }

    @Test
    @DisplayName("W-05: no more is inflated than somebody listens to, and the rest when somebody does again")
    void holdsBack() {
        var listening = new AtomicBoolean(true);
        var taken = new AtomicLong();
        var ended = new AtomicBoolean();
        var messages = new SocketMessages(1);
        messages.listener(new Taker() {
            @Override
            void take(int bytes, boolean last) {
                listening.set(taken.addAndGet(bytes) % (2 * ENOUGH) < ENOUGH);
                ended.set(last);
            }
        });
        var inflated = new InflatedMessages(messages, listening::get);
        inflated.begin(false, FrameDecoder.RSV1);
        inflated.piece(Zlib.ofLoop().compress(new byte[SIZE], true), true);
        assertThat(taken.get()).isBetween((long) ENOUGH, 2L * ENOUGH);

        while (!ended.get()) {
            listening.set(true);
            inflated.goOn();
        }
        assertThat(taken.get()).isEqualTo(SIZE);
    }

    @Test
    @DisplayName("S-08: what is sent piece by piece is inflated as one message, whatever the pieces are")
    void inflatesPieces() {
        var taken = new AtomicLong();
        var ended = new AtomicBoolean();
        var messages = new SocketMessages(1);
        messages.listener(new Taker() {
            @Override
            void take(int bytes, boolean last) {
                taken.addAndGet(bytes);
                ended.set(last);
            }
        });
        var inflated = new InflatedMessages(messages, () -> true);
        inflated.begin(false, FrameDecoder.RSV1);
        for (int size : new int[] {0, 1, 100_000, 0, 7, 0}) {
            byte[] piece = Zlib.ofLoop().compress(new byte[size], false);
            // Split anywhere.
            inflated.piece(Arrays.copyOf(piece, piece.length / 2), false);
            inflated.piece(Arrays.copyOfRange(piece, piece.length / 2, piece.length), false);
        }
        assertThat(ended).isFalse();
        inflated.piece(Zlib.ofLoop().compress(new byte[0], true), true);

        assertThat(ended).isTrue();
        assertThat(taken.get()).isEqualTo(100_008);
    }

    @Test
    @DisplayName("S-08: a message to many is compressed once: all get the same bytes")
    void compressesOnce() {
        SharedMessage message = SharedMessage.text("to all of you. ".repeat(100));
        ByteBuf one = SocketFraming.compressed(message);
        ByteBuf other = SocketFraming.compressed(message);

        assertThat(one.readableBytes()).isLessThan(message.bytes().length / 2);
        assertThat(one).isSameAs(other);
    }
}
