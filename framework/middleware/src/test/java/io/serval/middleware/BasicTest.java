package io.serval.middleware;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serval.core.Handler;
import io.serval.core.Peer;
import io.serval.core.Principal;
import io.serval.core.ProblemException;
import io.serval.core.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Basic")
class BasicTest {
    private static final Handler WHO =
            request -> Response.text(200, request.principal().name());
    private static final Basic.Verifier VERIFIER = (name, password) ->
            Secrets.same(password, "öffne dich: jetzt") ? Optional.of(new Principal(name, Set.of())) : Optional.empty();
    private static final String GOOD = header("ann:öffne dich: jetzt");

    private final Basic basic = Basic.of("the \"shop\"", VERIFIER);

    @Test
    @DisplayName("row 133: the right password, in UTF-8 and with a colon in it, makes the name the principal")
    void good() throws IOException {
        try (var server = Browser.serve(WHO, basic)) {
            Site.Answer answer = new Browser(server).get("/", GOOD);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(Browser.body(answer)).isEqualTo("ann");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Basic",
                "Authorization: Basic ",
                "Authorization: Basic %%%%",
                "Authorization: Basic YW5u", // ann, and no colon
                "Authorization: Basic YW5uOgA=", // NUL
                "Authorization: Basic YW5uDQo6eA==", // CR LF in the name
                "Authorization: Basic YW5uOv8=", // no UTF-8
                "Authorization: Basic YW5uOng=", // ann:x
                "Authorization: Basic YW5uOng=YW5uOng=",
                "Authorization: Bearer YW5uOng="
            })
    @DisplayName("row 133: a wrong password, and what is none, is a 401 with a challenge")
    void bad(String field) throws IOException {
        try (var server = Browser.serve(WHO, basic)) {
            Site.Answer answer = new Browser(server).get("/", field);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.field("WWW-Authenticate"))
                    .hasValue("Basic realm=\"the \\\"shop\\\"\", charset=\"UTF-8\"");
        }
    }

    @Test
    @DisplayName("a long password is refused before it is hashed")
    void longPassword() throws IOException {
        var calls = new AtomicInteger();
        Basic counting = Basic.of("shop", (name, password) -> {
            calls.incrementAndGet();
            return Optional.empty();
        });
        try (var server = Browser.serve(WHO, counting)) {
            assertThat(new Browser(server)
                            .get("/", header("ann:" + "x".repeat(1100)))
                            .status())
                    .isEqualTo(401);
        }
        assertThat(calls).hasValue(0);
    }

    @Test
    @DisplayName("an address that fails ten times is a 429 even with the right password; the verifier is not asked")
    void failures() throws IOException {
        try (var server = Browser.serve(WHO, basic)) {
            var client = new Browser(server);
            for (int i = 0; i < 10; i++) {
                assertThat(client.get("/", header("ann:" + i)).status()).isEqualTo(401);
            }
            Site.Answer answer = client.get("/", GOOD);
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.field("Retry-After")).hasValue("60");
        }
    }

    @Test
    @DisplayName("a burst of guesses gets no more tries than guesses one by one, and good ones wait for their turn")
    void burst() throws Exception {
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        var attempts = new Attempts(3, Duration.ofMinutes(1));
        var refused = new AtomicInteger();
        var tried = new AtomicInteger();
        InetAddress address = InetAddress.getByName("192.0.2.1");
        IntStream.range(0, 50)
                .mapToObj(i -> Thread.ofVirtual().start(() -> {
                    try {
                        attempts.attempt(address, () -> {
                            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                            tried.incrementAndGet();
                            inside.decrementAndGet();
                            return Optional.empty();
                        });
                    } catch (ProblemException e) {
                        refused.incrementAndGet();
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                }))
                .toList()
                .forEach(BasicTest::join);

        assertThat(tried).hasValue(3);
        assertThat(refused).hasValue(47);
        assertThat(most).hasValueLessThanOrEqualTo(3);
    }

    @Test
    @DisplayName("more right passwords at once than failures are allowed all pass")
    void goodBurst() throws Exception {
        var attempts = new Attempts(2, Duration.ofMinutes(1));
        var passed = new CountDownLatch(20);
        InetAddress address = InetAddress.getByName("192.0.2.1");
        for (int i = 0; i < 20; i++) {
            Thread.ofVirtual().start(() -> {
                try {
                    attempts.attempt(address, () -> Optional.of("in")).ifPresent(in -> passed.countDown());
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
        }
        assertThat(passed.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    @DisplayName("failures are forgotten after a while, and count for a whole IPv6 network but no other address")
    void networks() throws Exception {
        var nanos = new AtomicLong();
        var attempts = new Attempts(1, Duration.ofMinutes(1), nanos::get);
        attempts.attempt(InetAddress.getByName("2001:db8::1"), Optional::empty);

        assertThatThrownBy(() -> attempts.attempt(InetAddress.getByName("2001:db8::2"), Optional::empty))
                .isInstanceOf(ProblemException.class);
        assertThat(attempts.attempt(InetAddress.getByName("2001:db8:0:1::1"), () -> Optional.of(1)))
                .hasValue(1);
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(attempts.attempt(InetAddress.getByName("2001:db8::2"), () -> Optional.of(1)))
                .hasValue(1);
    }

    @Test
    @DisplayName("no password is taken without TLS over a network, unless that was switched on")
    void plaintext() throws Exception {
        InetAddress far = InetAddress.getByName("192.0.2.7");
        var peer = new Peer(far, "http", "shop.example", "HTTP/1.1");
        String value = GOOD.substring("Authorization: ".length());

        assertThatThrownBy(() -> basic.handle(Ask.from(peer, "Authorization", value), WHO))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().status()).isEqualTo(403));
        assertThat(basic.withPlaintext()
                        .handle(Ask.from(peer, "Authorization", value), WHO)
                        .status())
                .isEqualTo(200);
        var secure = new Peer(far, "https", "shop.example", "HTTP/1.1");
        assertThat(basic.handle(Ask.from(secure, "Authorization", value), WHO).status())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("a realm cannot smuggle a header field")
    void realm() {
        assertThatThrownBy(() -> Basic.of("a\r\nSet-Cookie: x", VERIFIER)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String header(String credentials) {
        byte[] bytes = credentials.getBytes(UTF_8);
        return "Authorization: Basic " + new String(Base64.getEncoder().encode(bytes), ISO_8859_1);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
