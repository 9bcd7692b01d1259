package io.serval.middleware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.serval.core.Handler;
import io.serval.core.Headers;
import io.serval.core.Problem;
import io.serval.core.ProblemException;
import io.serval.core.Request;
import io.serval.core.Response;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("CORS")
class CorsTest {
    private static final String GOOD = "https://good.example";
    private static final Handler HELLO = request -> Response.text(200, "hello");

    private final Cors cors = Cors.of(GOOD, "http://localhost:5173");

    @Test
    @DisplayName("row 132: a preflight is answered before the route, with what is allowed")
    void preflight() throws Exception {
        var calls = new AtomicInteger();
        Response response = cors.withMethods("GET", "PUT")
                .withHeaders("Authorization", "Content-Type")
                .handle(preflight(GOOD, "PUT", "authorization, content-type"), request -> {
                    calls.incrementAndGet();
                    return Response.of(405);
                });

        assertThat(response.status()).isEqualTo(204);
        assertThat(response.headers())
                .isEqualTo(Headers.of(
                        "Vary",
                        "Origin",
                        "Access-Control-Allow-Origin",
                        GOOD,
                        "Access-Control-Allow-Methods",
                        "GET, PUT",
                        "Access-Control-Max-Age",
                        "600",
                        "Access-Control-Allow-Headers",
                        "Authorization, Content-Type"));
        assertThat(calls).hasValue(0);
    }

    @Test
    @DisplayName("row 132: an OPTIONS that is no preflight goes to the route")
    void plainOptions() throws Exception {
        Response response = cors.handle(
                Ask.of("OPTIONS", "Origin", GOOD), request -> Response.of(204).with("Allow", "GET"));

        assertThat(response.headers().first("Allow")).hasValue("GET");
        assertThat(response.headers().first("Access-Control-Allow-Origin")).hasValue(GOOD);
    }

    @Test
    @DisplayName("row 132: an allowed page may read the response, and what is exposed of its header")
    void actual() throws Exception {
        Response response = cors.withCredentials()
                .withExposed("ETag", "Link")
                .handle(
                        Ask.get("Origin", GOOD),
                        request -> Response.text(200, "x").with("Vary", "Accept"));

        assertThat(response.headers().first("Access-Control-Allow-Origin")).hasValue(GOOD);
        assertThat(response.headers().first("Access-Control-Allow-Credentials")).hasValue("true");
        assertThat(response.headers().first("Access-Control-Expose-Headers")).hasValue("ETag, Link");
        assertThat(response.headers().all("Vary")).containsExactly("Accept, Origin");
        assertThat(response.headers().contains("Access-Control-Allow-Methods")).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("row 132: what only looks like an allowed origin gets nothing, and still varies")
    @ValueSource(
            strings = {
                "https://good.example.evil.example",
                "https://evilgood.example",
                "https://good.example:8443",
                "https://good.example:443",
                "https://GOOD.example",
                "http://good.example",
                "https://good.example/",
                "https://good.example, https://evil.example",
                "https://xn--god-5ta.example",
                "https://göod.example",
                "https://good.example@evil.example",
                "null",
                "*",
                ""
            })
    void crafted(String origin) throws Exception {
        Response actual = cors.handle(Ask.get("Origin", origin), HELLO);
        Response preflight = cors.handle(preflight(origin, "GET", ""), HELLO);

        assertThat(actual.status()).isEqualTo(200);
        assertThat(preflight.status()).isEqualTo(403);
        assertThat(Ask.text(preflight)).contains("list it in Cors.of");
        for (Response response : new Response[] {actual, preflight}) {
            assertThat(response.headers().toString()).doesNotContain("Access-Control");
            assertThat(response.headers().all("Vary")).containsExactly("Origin");
        }
    }

    @Test
    @DisplayName("row 132: two origins are none")
    void twoOrigins() throws Exception {
        assertThat(cors.handle(Ask.get("Origin", GOOD, "Origin", "https://evil.example"), HELLO)
                        .headers()
                        .contains("Access-Control-Allow-Origin"))
                .isFalse();
    }

    @Test
    @DisplayName("row 132: a preflight for a method or a field that is not allowed says so, without a CORS field")
    void notAllowed() throws Exception {
        Response method = cors.handle(preflight(GOOD, "DELETE", ""), HELLO);
        Response field = cors.handle(preflight(GOOD, "POST", "content-type,x-token"), HELLO);

        assertThat(Ask.text(method)).contains("may use GET, HEAD, POST here");
        assertThat(Ask.text(field)).contains("[Content-Type]").contains("withHeaders");
        assertThat(method.headers().toString() + field.headers()).doesNotContain("Access-Control");
    }

    @Test
    @DisplayName("row 132: without origins nobody is allowed; any origin has to be said, and gets no credentials")
    void defaults() throws Exception {
        assertThat(Cors.of().handle(Ask.get("Origin", GOOD), HELLO).headers().contains("Access-Control-Allow-Origin"))
                .isFalse();
        assertThat(Cors.anyOrigin().handle(Ask.get("Origin", "null"), HELLO).headers())
                .isEqualTo(Headers.of("Content-Type", "text/plain; charset=utf-8", "Access-Control-Allow-Origin", "*"));
        assertThatThrownBy(() -> Cors.anyOrigin().withCredentials()).hasMessageContaining("List the origins");
        assertThatThrownBy(() -> Cors.of("null").withCredentials()).hasMessageContaining("List the origins");
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("row 132: an origin that no browser would send is refused when it is listed")
    @ValueSource(
            strings = {
                "https://good.example/",
                "https://Good.example",
                "https://good.example:443",
                "good.example",
                "https://*.good.example",
                "https://göod.example",
                "https://good.example\r\nX: y"
            })
    void notAnOrigin(String origin) {
        assertThatThrownBy(() -> Cors.of(origin))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Not an origin");
    }

    @Test
    @DisplayName("row 132: a problem that passes on its way out takes the fields along")
    void problems() {
        var refused = new ProblemException(Problem.of(401, "Who?"), Headers.of("WWW-Authenticate", "Basic"));

        assertThatThrownBy(() -> cors.handle(Ask.get("Origin", GOOD), request -> {
                    throw refused;
                }))
                .asInstanceOf(type(ProblemException.class))
                .satisfies(thrown -> {
                    assertThat(thrown.problem()).isEqualTo(refused.problem());
                    assertThat(thrown.headers().first("WWW-Authenticate")).hasValue("Basic");
                    assertThat(thrown.headers().first("Access-Control-Allow-Origin"))
                            .hasValue(GOOD);
                    assertThat(thrown.getStackTrace()).isEqualTo(refused.getStackTrace());
                });
    }

    @Test
    @DisplayName("row 132: a hostile client finds no way in on the wire, and an honest one reads even a 404")
    void onTheWire() throws IOException {
        Handler absent = request -> {
            throw new ProblemException(Problem.of(404, "No such thing."));
        };
        try (var site = Site.of(absent, cors)) {
            assertThat(site.get("Origin: " + GOOD).field("Access-Control-Allow-Origin"))
                    .hasValue(GOOD);
            assertThat(site.get("Origin: " + GOOD + ".evil.example").field("Access-Control-Allow-Origin"))
                    .isEmpty();
            assertThat(site.get("Origin: https://evil.example", "Origin: " + GOOD)
                            .field("Access-Control-Allow-Origin"))
                    .isEmpty();
            assertThat(site.get("Origin: " + GOOD + "\rX-Injected: yes").fields())
                    .noneMatch(line -> line.contains("Injected"));
            Site.Answer preflight = site.ask(
                    "OPTIONS",
                    "Origin: " + GOOD,
                    "Access-Control-Request-Method: POST",
                    "Access-Control-Request-Headers: " + "content-type,".repeat(400));
            assertThat(preflight.status()).isEqualTo(204);
        }
    }

    private static Request preflight(String origin, String method, String headers) {
        return headers.isEmpty()
                ? Ask.of("OPTIONS", "Origin", origin, "Access-Control-Request-Method", method)
                : Ask.of(
                        "OPTIONS",
                        "Origin",
                        origin,
                        "Access-Control-Request-Method",
                        method,
                        "Access-Control-Request-Headers",
                        headers);
    }
}
