package io.serval.netty.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.serval.netty.Fuzzing;
import io.serval.netty.Leaks;
import io.serval.netty.Limits;
import io.serval.netty.Mutations;
import io.serval.netty.Reference;
import io.serval.netty.Reference.End;
import io.serval.netty.Reference.Meaning;
import io.serval.netty.Reference.Message;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Leaks.class)
class DecoderFuzzTest {
    private static final Limits LIMITS =
            Limits.defaults().withLineBytes(200).withHeaderBytes(400).withHeaderFields(10);

    @Test
    @DisplayName("Whatever the bytes, and however they are split, the decoder reads what RFC 9112 says")
    void agreesWithReference() {
        Fuzzing.run(seed -> {
            String stream = Mutations.stream(seed);
            Meaning meant = Reference.read(stream, LIMITS);

            assertThat(new Reader(new SplittableRandom(seed)).read(stream))
                    .as(() -> "What was read of '" + stream.replace("\r", "\\r").replace("\n", "\\n") + "'")
                    .isEqualTo(meant);
        });
    }

    /** Decodes a stream as a connection does: one request at a time, the next when the answer has gone. */
    private static final class Reader extends ChannelInboundHandlerAdapter {
        private final RandomGenerator random;
        private final EmbeddedChannel channel = new EmbeddedChannel();
        private final RequestDecoder decoder;
        private final List<Message> messages = new ArrayList<>();
        private final StringBuilder body = new StringBuilder();
        private boolean within;
        private boolean answering;
        private int status;

        Reader(RandomGenerator random) {
            this.random = random;
            var loop = new Loop(channel.eventLoop(), Duration.ofSeconds(1), InstantSource.system(), new InFlight(1));
            decoder = new RequestDecoder(LIMITS, new Wire(channel, loop, false));
            channel.pipeline().addLast(decoder, this);
        }

        Meaning read(String stream) {
            for (byte[] piece : Mutations.pieces(stream, random)) {
                channel.writeInbound(Unpooled.wrappedBuffer(piece));
                if (random.nextBoolean()) {
                    answer();
                }
            }
            while (answering) {
                answer();
            }
            End end = status > 0
                    ? End.REFUSED
                    : within || decoder.began().isPresent() ? End.WITHIN_A_REQUEST : End.BETWEEN_REQUESTS;
            channel.finishAndReleaseAll();
            return new Meaning(messages, end, status);
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (status == 0) {
                hear((HttpObject) message);
            }
            ReferenceCountUtil.release(message);
        }

        private void hear(HttpObject message) {
            if (message.decoderResult().isFailure()) {
                status = Refusals.of(message.decoderResult().cause()).status();
                return;
            }
            if (message instanceof HttpRequest head) {
                assertThat(within || answering).as("another request is at work").isFalse();
                within = true;
                body.setLength(0);
                messages.add(new Message(head.method().name(), head.uri(), ""));
            }
            if (message instanceof HttpContent content) {
                body.append(content.content().toString(StandardCharsets.ISO_8859_1));
                Message before = messages.getLast();
                messages.set(messages.size() - 1, new Message(before.method(), before.target(), body.toString()));
            }
            if (message instanceof LastHttpContent) {
                within = false;
                answering = true;
                decoder.pause();
            }
        }

        private void answer() {
            if (answering) {
                answering = false;
                decoder.resume();
                channel.runPendingTasks();
            }
        }
    }
}
