package io.serval.middleware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serval.core.Content;
import io.serval.core.Handler;
import io.serval.core.Headers;
import io.serval.core.Principal;
import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.core.Scope;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RevocationsTest {
    private static final ApiKey ANN =
            ApiKey.of("a", "ann-ann-ann-ann-ann-ann-ann-ann-", new Principal("ann", Set.of()));
    private static final ApiKey BOB =
            ApiKey.of("b", "bob-bob-bob-bob-bob-bob-bob-bob-", new Principal("bob", Set.of()));

    private final Revocations revocations = Revocations.byPrincipal();
    private final LinkedBlockingQueue<Scope> scopes = new LinkedBlockingQueue<>();

    private Response stream(Request request) {
        scopes.add(request.scope());
        return new Response(200, Headers.empty(), new Content.Push(outlet -> {}));
    }

    @Test
    @DisplayName("end the streams of a credential that was revoked, and no others")
    void streams() throws Exception {
        Handler handler = this::stream;
        try (var site = Site.of(handler, ApiKeys.of(List.of(ANN, BOB)), revocations);
                Socket ann = open(site, "ann-ann-ann-ann-ann-ann-ann-ann-")) {
            Scope ofAnn = scopes.take();
            try (Socket bob = open(site, "bob-bob-bob-bob-bob-bob-bob-bob-")) {
                Scope ofBob = scopes.take();
                revocations.revoke("ann");

                assertThat(ofAnn.cause()).hasValue(Scope.Cause.CANCELLED);
                assertThat(readAll(ann.getInputStream())).startsWith("HTTP/1.1 200");
                assertThat(ofBob.cancelled()).isFalse();
                assertThat(bob.isClosed()).isFalse();
            }
            await().until(() -> revocations.inUse() == 0);
        }
    }

    @Test
    @DisplayName("hold on to nothing once a request is answered")
    void answered() throws Exception {
        Handler handler = request -> Response.text(200, "served");
        try (var site = Site.of(handler, ApiKeys.of(List.of(ANN)), revocations)) {
            assertThat(site.get("X-API-Key: ann-ann-ann-ann-ann-ann-ann-ann-").status())
                    .isEqualTo(200);
            assertThat(revocations.inUse()).isZero();
        }
    }

    private static Socket open(Site site, String key) throws Exception {
        var socket = new Socket(InetAddress.getLoopbackAddress(), site.port());
        socket.setSoTimeout(20_000);
        socket.getOutputStream()
                .write(("GET / HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\nX-API-Key: " + key + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String readAll(InputStream in) throws Exception {
        return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
}
