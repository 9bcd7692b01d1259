package io.serval.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.netty.RawClient.Answer;
import io.serval.netty.Reference.End;
import io.serval.netty.Reference.Meaning;
import io.serval.netty.Reference.Message;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Leaks.class)
class ConnectionFuzzTest {
    private static final String LAST = "GET /behind HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final NettyServer SERVER = EchoServer.start(Duration.ofMinutes(1));

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    @DisplayName(
            "Whatever the bytes, answers are well framed, in order, and to the requests that RFC 9112 sees in them")
    void answers() {
        Fuzzing.run(seed -> {
            String stream = Mutations.stream(seed);
            End end = Reference.read(stream, EchoServer.LIMITS).end();
            String sent = end == End.BETWEEN_REQUESTS ? stream + LAST : stream;
            try (var client = new RawClient(SERVER)) {
                send(client, seed, sent);
                if (end == End.WITHIN_A_REQUEST) {
                    client.reset();
                } else {
                    hear(client, Reference.read(sent, EchoServer.LIMITS));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** A server that has refused a request may be gone before all is sent. */
    private static void send(RawClient client, long seed, String stream) {
        try {
            for (byte[] piece : Mutations.pieces(stream, new SplittableRandom(seed))) {
                client.send(piece);
            }
        } catch (IOException e) {
            assertThat(e).isNotInstanceOf(EOFException.class);
        }
    }

    private static void hear(RawClient client, Meaning meant) throws IOException {
        for (Message message : meant.messages()) {
            Answer answer = answer(client, message.method().equals("HEAD"));
            if (answer.status() == 200) {
                assertThat(answer.body()).startsWith(message.method().equals("HEAD") ? "" : message.method() + " ");
                assertThat(answer.body()).endsWith(message.method().equals("HEAD") ? "" : " " + message.body());
            }
            if (answer.header("connection").contains("close")) {
                assertThat(client.rest()).isEmpty();
                return;
            }
        }
        if (meant.end() == End.REFUSED) {
            Answer refusal = client.head();
            assertThat(refusal.status()).isEqualTo(meant.status());
            assertThat(refusal.header("connection")).isEqualTo("close");
        }
    }

    private static Answer answer(RawClient client, boolean bodiless) throws IOException {
        Answer answer = bodiless ? client.head() : client.answer();
        return answer.status() == 100 ? answer(client, bodiless) : answer;
    }
}
