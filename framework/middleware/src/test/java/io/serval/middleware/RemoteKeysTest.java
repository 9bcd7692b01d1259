package io.serval.middleware;

import static io.serval.middleware.Tokens.AUDIENCE;
import static io.serval.middleware.Tokens.ISSUER;
import static io.serval.middleware.Tokens.NOW;
import static io.serval.middleware.Tokens.claims;
import static io.serval.middleware.Tokens.header;
import static io.serval.middleware.Tokens.signed;
import static io.serval.middleware.Tokens.signer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.RSAKey;
import io.serval.core.Body;
import io.serval.core.Handler;
import io.serval.core.Headers;
import io.serval.core.ProblemException;
import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.core.Scope;
import io.serval.netty.NettyServer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Keys at an address")
class RemoteKeysTest {
    private static final String FIRST = "Bearer " + signed(claims());
    private static final String ROTATED =
            "Bearer " + signed(header(JWSAlgorithm.RS256, "rsa-2").build(), claims(), signer(Tokens.OTHER_RSA));

    private final AtomicInteger fetches = new AtomicInteger();
    private volatile Handler issuer = serving(Tokens.RSA);
    private final NettyServer server = NettyServer.start(NettyServer.Settings.onPort(0), request -> {
        fetches.incrementAndGet();
        return issuer.handle(request);
    });
    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final RemoteKeys keys = RemoteKeys.at(URI.create("http://localhost:" + server.port() + "/keys"))
            .withClock(now::get);
    private final Bearer bearer = Bearer.of(ISSUER, AUDIENCE, keys).withClock(() -> NOW);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @DisplayName("row 133: are fetched once, with the first token")
    void once() throws Exception {
        assertThat(fetches).hasValue(0);
        for (int i = 0; i < 5; i++) {
            assertThat(status(FIRST)).isEqualTo(200);
        }
        assertThat(fetches).hasValue(1);
    }

    @Test
    @DisplayName("row 133: a rotated key is found at once, and made-up names cost one fetch in 30 seconds")
    void rotation() throws Exception {
        assertThat(status(FIRST)).isEqualTo(200);
        issuer = serving(Tokens.RSA, Tokens.OTHER_RSA);
        assertThat(status(ROTATED)).as("too soon after the first fetch").isEqualTo(401);
        pass(Duration.ofSeconds(30));
        assertThat(status(ROTATED)).isEqualTo(200);
        assertThat(fetches).hasValue(2);

        for (int i = 0; i < 20; i++) {
            String madeUp = signed(header(JWSAlgorithm.RS256, "k" + i).build(), claims(), signer(Tokens.RSA));
            assertThat(status("Bearer " + madeUp)).isEqualTo(401);
        }
        assertThat(fetches).hasValue(2);
    }

    @Test
    @DisplayName("a key that was taken out is good until the next fetch, which no request waits for")
    void withdrawn() throws Exception {
        assertThat(status(FIRST)).isEqualTo(200);
        issuer = serving(Tokens.OTHER_RSA);
        pass(Duration.ofMinutes(5));
        assertThat(status(FIRST)).isEqualTo(200);

        Awaitility.await().untilAsserted(() -> assertThat(status(FIRST)).isEqualTo(401));
        assertThat(status(ROTATED)).isEqualTo(200);
    }

    @Test
    @DisplayName("row 133: the last good ones hold through an outage, but not for ever")
    void outage() throws Exception {
        assertThat(status(FIRST)).isEqualTo(200);
        issuer = request -> Response.text(500, "down");
        pass(Duration.ofHours(23));
        assertThat(status(FIRST)).isEqualTo(200);
        Awaitility.await().until(() -> fetches.get() == 2);
        pass(Duration.ofHours(2));
        assertThat(status(FIRST)).isEqualTo(503);

        issuer = serving(Tokens.RSA);
        pass(Duration.ofSeconds(30));
        assertThat(status(FIRST)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"huge", "text", "empty", "redirect", "private", "small"})
    @DisplayName("an answer that is no set of good keys is a 503, and is not asked for again at once")
    void hostile(String kind) throws Exception {
        issuer = switch (kind) {
            case "huge" -> request -> Response.text(200, " ".repeat(300_000) + Tokens.set(Tokens.RSA));
            case "text" -> request -> Response.text(200, "<html>");
            case "redirect" ->
                request -> request.path().equals("/keys")
                        ? Response.redirect(302, URI.create("/others"))
                        : serving(Tokens.RSA).handle(request);
            case "empty" -> request -> Response.text(200, "{\"keys\":[]}");
            case "private" ->
                request -> Response.text(
                        200, "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"rsa-1\",\"k\":\"" + "A".repeat(43) + "\"}]}");
            default ->
                request -> Response.text(
                        200,
                        "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"rsa-1\",\"e\":\"AQAB\",\"n\":\"" + "_".repeat(170)
                                + "\"}]}");
        };

        assertThat(status(FIRST)).isEqualTo(503);
        assertThat(status(FIRST)).isEqualTo(503);
        assertThat(fetches).hasValue(1);
    }

    @Test
    @DisplayName("an issuer that does not answer costs the time-out, and then nothing for a while")
    void slow() throws Exception {
        var release = new CountDownLatch(1);
        issuer = request -> {
            release.await();
            return serving(Tokens.RSA).handle(request);
        };
        Bearer hasty = Bearer.of(ISSUER, AUDIENCE, keys.withTimeout(Duration.ofMillis(100)))
                .withClock(() -> NOW);
        assertThat(status(hasty, FIRST)).isEqualTo(503);
        assertThat(status(hasty, FIRST)).isEqualTo(503);
        assertThat(fetches).hasValue(1);
        release.countDown();
    }

    @Test
    @DisplayName("a client that leaves does not stop the fetch that others wait for")
    void leaving() throws Exception {
        var asked = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        issuer = request -> {
            asked.countDown();
            release.await();
            return serving(Tokens.RSA).handle(request);
        };
        try (Scope leaver = Scope.root();
                Scope stayer = Scope.root()) {
            Future<Integer> left = leaver.fork(() -> status(FIRST));
            asked.await();
            Future<Integer> stayed = stayer.fork(() -> status(FIRST));
            leaver.cancel(Scope.Cause.CLIENT_GONE);
            assertThatThrownBy(left::get).hasRootCauseInstanceOf(InterruptedException.class);
            release.countDown();

            assertThat(stayed.get()).isEqualTo(200);
        }
        assertThat(fetches).hasValue(1);
    }

    @Test
    @DisplayName("come over TLS, but for this machine's")
    void https() {
        assertThatThrownBy(() -> RemoteKeys.at(URI.create("http://id.example/keys")))
                .hasMessageContaining("https");
        assertThatThrownBy(() -> RemoteKeys.at(URI.create("http://localhost.evil.example/keys")))
                .hasMessageContaining("https");
        assertThatThrownBy(() -> RemoteKeys.at(URI.create("file:///etc/passwd")))
                .hasMessageContaining("https");
        assertThatCode(() -> RemoteKeys.at(URI.create("https://id.example/keys")))
                .doesNotThrowAnyException();
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    private int status(String authorization) throws Exception {
        return status(bearer, authorization);
    }

    private static int status(Bearer bearer, String authorization) throws Exception {
        var request =
                Request.of("GET", "/", Headers.of("Authorization", authorization), Body.empty(), "1", Scope.root());
        try {
            return bearer.handle(request, ignored -> Response.of(200)).status();
        } catch (ProblemException e) {
            return e.problem().status();
        }
    }

    private static Handler serving(RSAKey... keys) {
        return request -> Response.text(200, Tokens.set(keys));
    }
}
