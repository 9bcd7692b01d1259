package io.serval.core;

import static io.serval.core.Binders.dispatcher;
import static io.serval.core.Binders.middleware;
import static io.serval.core.Binders.route;
import static io.serval.core.Binders.says;
import static io.serval.core.Requests.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An upgrade to a WebSocket")
class UpgradeTest {
    private static final String[] ASKS = {"Connection", "Upgrade", "Upgrade", "websocket"};

    @ParameterizedTest(name = "{0} {1} asking: {2} is {3}")
    @DisplayName("S-02, row 104, row 105: is refused with 405, 501 or 426, in that order")
    @CsvSource({
        "POST, HTTP/1.0, false, 405",
        "POST, HTTP/1.1, true, 405",
        "HEAD, HTTP/1.1, true, 405",
        "GET, HTTP/1.0, false, 501",
        "GET, HTTP/1.0, true, 501",
        "GET, HTTP/2, false, 501",
        "GET, HTTP/1.1, false, 426"
    })
    void refused(String method, String protocol, boolean asks, int status) {
        Request request = request(method, protocol, asks ? ASKS : new String[0]);

        assertThatThrownBy(() -> Upgrade.to(socket -> {}).toResponse(request))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> {
                    assertThat(refusal.problem().status()).isEqualTo(status);
                    assertThat(refusal.headers().first("Allow").isPresent()).isEqualTo(status == 405);
                    assertThat(refusal.headers().first("Upgrade").isPresent()).isEqualTo(status == 426);
                });
    }

    @Test
    @DisplayName("S-05: tells a client that does not ask what is there and how to ask")
    void hint() {
        assertThatThrownBy(() -> Upgrade.to(socket -> {}).toResponse(request("GET", "HTTP/1.1")))
                .hasMessageContaining("There is a WebSocket at /chat, and the request does not ask for it.")
                .hasMessageContaining("'Upgrade: websocket'");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @DisplayName("S-01: is asked for by a GET that names it among its protocols, whatever their case")
    @CsvSource(
            delimiter = '|',
            value = {
                "websocket | true",
                "WebSocket | true",
                "h2c, websocket | true",
                "h2c | false",
                "websockets | false",
            })
    void requested(String protocols, boolean asked) {
        assertThat(Upgrade.requested(request("GET", "HTTP/1.1", "Upgrade", protocols)))
                .isEqualTo(asked);
        assertThat(Upgrade.requested(request("POST", "HTTP/1.1", "Upgrade", protocols)))
                .isFalse();
        assertThat(Upgrade.requested(request("GET", "HTTP/1.0", "Upgrade", protocols)))
                .isFalse();
    }

    @Test
    @DisplayName("S-01: knows the subprotocols of all header fields in the client's order, without the empty ones")
    void offered() {
        Request request = request(
                "GET", "HTTP/1.1", "Sec-WebSocket-Protocol", " b , ,a", "Sec-WebSocket-Protocol", "c", "Upgrade", "x");

        assertThat(Upgrade.offered(request)).containsExactly("b", "a", "c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a,b", "ä", "a\nb"})
    @DisplayName("names no subprotocol that is no token")
    void noToken(String name) {
        assertThatThrownBy(() -> Upgrade.to(socket -> {}).speaking("ok", name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "'");
    }

    @Test
    @DisplayName("is described as a 101 without a value")
    void described() {
        var ws = new Operation(Verb.WS, "", List.of(), void.class);

        assertThat(ws.answers()).containsExactly(new Answer(101, void.class));
    }

    @Test
    @DisplayName("S-01: answers no method by itself, under none of its names")
    void noMethod() {
        assertThat(Verb.ofMethod("WS")).isEmpty();
        assertThat(List.of("WS", "ws", "GET", "CONNECT")).noneMatch(Verb.WS::answers);
    }

    @Test
    @DisplayName("row 105: Allow names GET for a route with ws alone, and 405 is the answer to all else")
    void allow() {
        Dispatcher app = dispatcher(route("/chat", Map.of(Verb.WS, says("ws"))));

        for (String method : new String[] {"POST", "HEAD", "WS", "PROPFIND"}) {
            Response response = app.handle(request(method, "HTTP/1.1", ASKS));
            assertThat(response.status()).as(method).isEqualTo(405);
            assertThat(response.headers().all("Allow")).containsExactly("GET, OPTIONS");
        }
        assertThat(app.handle(request("OPTIONS", "HTTP/1.1")).headers().all("Allow"))
                .containsExactly("GET, OPTIONS");
    }

    @ParameterizedTest(name = "beside {0}, a plain GET goes to {1}")
    @DisplayName("row 104: what asks for a WebSocket goes to ws, and a plain GET to what else there is")
    @CsvSource({"GET, get", "ANY, any", "POST, ws"})
    void beside(Verb verb, String plain) {
        Dispatcher app = dispatcher(route(
                "/chat", Map.of(Verb.WS, says("ws"), verb, says(verb.name().toLowerCase()))));

        assertThat(text(app.handle(request("GET", "HTTP/1.1", ASKS)))).isEqualTo("ws");
        assertThat(text(app.handle(request("GET", "HTTP/1.1")))).isEqualTo(plain);
    }

    @Test
    @DisplayName("row 105: a POST that asks for a WebSocket goes to post, where there is one")
    void postBeside() {
        Dispatcher app = dispatcher(route("/chat", Map.of(Verb.WS, says("ws"), Verb.POST, says("post"))));

        assertThat(text(app.handle(request("POST", "HTTP/1.1", ASKS)))).isEqualTo("post");
    }

    @Test
    @DisplayName("RFC 9110 §7.8: over HTTP/1.0 asking does not count, so get answers")
    void http10() {
        Dispatcher app = dispatcher(route("/chat", Map.of(Verb.WS, says("ws"), Verb.GET, says("get"))));

        assertThat(text(app.handle(request("GET", "HTTP/1.0", ASKS)))).isEqualTo("get");
    }

    @Test
    @DisplayName("row 45: where paths fall through, a plain GET falls through a ws, and asking falls to one")
    void fallThrough() {
        Dispatcher app = Dispatcher.builder()
                .matching(Matching.DEFAULT.withFallThrough(true))
                .binder(route("/chat", Map.of(Verb.WS, says("chat"))))
                .binder(route("/{any}", Map.of(Verb.GET, says("any"), Verb.WS, says("any ws"))))
                .binder(route("/{rest...}", Map.of(Verb.POST, says("rest"))))
                .build(new Services());

        assertThat(text(app.handle(request("GET", "HTTP/1.1")))).isEqualTo("any");
        assertThat(text(app.handle(request("GET", "HTTP/1.1", ASKS)))).isEqualTo("chat");
        assertThat(text(app.handle(request("POST", "HTTP/1.1", ASKS)))).isEqualTo("rest");
    }

    @Test
    @DisplayName("S-04, row 106: middleware of GET wraps the handshake")
    void guarded() {
        Dispatcher app = dispatcher(
                middleware("/", Map.of(Verb.GET, (request, next) -> Response.of(401))),
                route("/chat", Map.of(Verb.WS, says("ws"))));

        assertThat(app.handle(request("GET", "HTTP/1.1", ASKS)).status()).isEqualTo(401);
    }

    private static Request request(String method, String protocol, String... headers) {
        var peer = new Peer(InetAddress.getLoopbackAddress(), "http", "localhost", protocol);
        return Request.of(method, "/chat", Headers.of(headers), Body.empty(), "r-1", Scope.root(), peer);
    }
}
