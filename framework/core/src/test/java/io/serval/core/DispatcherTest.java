package io.serval.core;

import static io.serval.core.Binders.describe;
import static io.serval.core.Binders.dispatcher;
import static io.serval.core.Binders.route;
import static io.serval.core.Binders.says;
import static io.serval.core.Requests.get;
import static io.serval.core.Requests.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DispatcherTest {
    private final Dispatcher about = dispatcher(route("/about", Map.of(Verb.GET, says("about"))));

    @Test
    @DisplayName("row 5: a declared verb answers")
    void declaredVerb() {
        assertThat(text(about.handle(get("/about")))).isEqualTo("about");
    }

    @Test
    @DisplayName("row 6: a wrong verb is a 405 that lists the right ones")
    void wrongVerb() {
        Response response = about.handle(Requests.of("POST", "/about"));

        assertThat(response.status()).isEqualTo(405);
        assertThat(response.headers().all("Allow")).containsExactly("GET, HEAD, OPTIONS");
        assertThat(text(response)).contains("POST is not possible at /about; possible are GET, HEAD, OPTIONS.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROPFIND", "TRACE", "get", "ANY", "CONNECT"})
    @DisplayName("row 13: a verb that nobody knows is a 405")
    void unknownVerb(String method) {
        assertThat(about.handle(Requests.of(method, "/about")).status()).isEqualTo(405);
    }

    @Test
    @DisplayName("row 7: any answers the verbs that have no method of their own, unknown ones too")
    void any() {
        Dispatcher app = dispatcher(route("/x", Map.of(Verb.GET, says("get"), Verb.ANY, says("any"))));

        assertThat(text(app.handle(get("/x")))).isEqualTo("get");
        assertThat(text(app.handle(Requests.of("POST", "/x")))).isEqualTo("any");
        assertThat(text(app.handle(Requests.of("PROPFIND", "/x")))).isEqualTo("any");
    }

    @Test
    @DisplayName("row 8: OPTIONS is answered with the verbs, unless it is declared")
    void options() {
        Response automatic = about.handle(Requests.of("OPTIONS", "/about"));
        Dispatcher declared = dispatcher(route("/x", Map.of(Verb.OPTIONS, says("declared"))));

        assertThat(automatic.status()).isEqualTo(204);
        assertThat(automatic.headers().first("Allow")).contains("GET, HEAD, OPTIONS");
        assertThat(text(declared.handle(Requests.of("OPTIONS", "/x")))).isEqualTo("declared");
        assertThat(declared.handle(get("/x")).headers().first("Allow")).contains("OPTIONS");
    }

    @Test
    @DisplayName("row 9: HEAD prefers its own method")
    void ownHead() {
        Dispatcher app = dispatcher(route("/x", Map.of(Verb.GET, says("get"), Verb.HEAD, says("head"))));

        assertThat(text(app.handle(Requests.of("HEAD", "/x")))).isEqualTo("head");
    }

    @Test
    @DisplayName("row 10: HEAD is answered as GET; the transport keeps the length and drops the body")
    void headAsGet() {
        assertThat(text(about.handle(Requests.of("HEAD", "/about")))).isEqualTo("about");
    }

    @Test
    @DisplayName("row 11: HEAD takes the route that GET takes, even beside a broad any")
    void headConsistency() {
        Dispatcher app = dispatcher(
                route("/docs/intro", Map.of(Verb.GET, says("intro"))),
                route("/docs/{slug...}", Map.of(Verb.ANY, says("slug"))));

        assertThat(text(app.handle(Requests.of("HEAD", "/docs/intro")))).isEqualTo("intro");
    }

    @Test
    @DisplayName("row 45: a 405 is decided on the most specific path, without a silent way to another route")
    void mostSpecificDecides() {
        Dispatcher app = dispatcher(
                route("/users/me", Map.of(Verb.GET, says("me"))), route("/users/{id}", Map.of(Verb.ANY, says("id"))));

        assertThat(app.handle(Requests.of("POST", "/users/me")).status()).isEqualTo(405);
        assertThat(text(app.handle(Requests.of("POST", "/users/7")))).isEqualTo("id");
    }

    @Test
    @DisplayName("row 41: routes of one path with different verbs answer together, and a 405 allows the verbs of both")
    void shared() {
        Dispatcher app = dispatcher(
                route("/users/{id}", Map.of(Verb.GET, says("get"))),
                route("/users/{id}", Map.of(Verb.POST, says("post"))));

        assertThat(text(app.handle(get("/users/7")))).isEqualTo("get");
        assertThat(text(app.handle(Requests.of("POST", "/users/7")))).isEqualTo("post");
        assertThat(app.handle(Requests.of("PUT", "/users/7")).headers().first("Allow"))
                .contains("GET, HEAD, POST, OPTIONS");
    }

    @Test
    @DisplayName("OPTIONS * asks about the server: 204, whatever the routes are")
    void aboutServer() {
        Dispatcher app = dispatcher(route("/{x}", Map.of(Verb.ANY, says("x"))));

        assertThat(app.handle(Requests.of("OPTIONS", "*")).status()).isEqualTo(204);
        assertThat(Requests.of("OPTIONS", "*").path()).isEqualTo("*");
    }

    @Test
    @DisplayName("all services that are missing are named at once")
    void allMissing() {
        Binder.OfRoute first = needing("/a", Runnable.class);
        Binder.OfRoute second = needing("/b", Comparable.class);
        Dispatcher.Builder builder = Dispatcher.builder().binder(first).binder(second);

        assertThatThrownBy(() -> builder.build(new Services()))
                .isInstanceOf(StartupException.class)
                .hasMessageContainingAll("java.lang.Runnable", "\n\n", "java.lang.Comparable");
    }

    private static Binder.OfRoute needing(String path, Class<?> service) {
        return new Binder.OfRoute() {
            @Override
            public Route route() {
                return describe(path);
            }

            @Override
            public Map<Verb, Handler> bind(Services services) {
                services.get(service, DispatcherTest.class);
                return Map.of();
            }
        };
    }

    @Test
    @DisplayName("row 14: a handler reads the decoded values of the path")
    void pathValues() {
        Dispatcher app = dispatcher(route(
                "/users/{id}",
                Map.of(
                        Verb.GET,
                        request -> Response.text(200, request.pathValues("id").toString()))));

        assertThat(text(app.handle(get("/users/a%2Fb")))).isEqualTo("[a/b]");
    }

    @Test
    @DisplayName("row 50: an address that nothing has is a 404 problem")
    void nothingHere() {
        Response response = about.handle(get("/missing/x"));

        assertThat(response.status()).isEqualTo(404);
        assertThat(text(response)).contains("There is nothing at /missing/x.");
    }

    @Test
    @DisplayName("a handler runs in the request's scope")
    void inScope() {
        var seen = new AtomicReference<Scope>();
        Request request = get("/x");
        dispatcher(route("/x", Map.of(Verb.GET, asked -> {
                    seen.set(Scope.current());
                    return Response.of(204);
                })))
                .handle(request);

        assertThat(seen).hasValue(request.scope());
    }

    @Test
    @DisplayName("a library's route answers like the application's own, and may ask the dispatcher in turn")
    void libraryRoute() {
        Dispatcher app = Dispatcher.builder()
                .binder(route("/inner", Map.of(Verb.GET, says("inner"))))
                .route(
                        describe("/outer"),
                        whole -> Map.of(
                                Verb.GET,
                                request -> whole.handle(
                                        request.get("/inner", request.scope().child()))))
                .build(new Services());

        assertThat(text(app.handle(get("/outer")))).isEqualTo("inner");
        assertThat(app.routes()).extracting(Route::path).containsExactly("/inner", "/outer");
    }

    @Test
    @DisplayName("R11: a library's route at a path of the application stops the start and names both")
    void libraryClash() {
        Dispatcher.Builder builder = Dispatcher.builder()
                .binder(route("/x", Map.of(Verb.GET, says("x"))))
                .route(new Route("/x", "some.Library", "", List.of()), whole -> Map.of(Verb.GET, says("library")));

        assertThatThrownBy(() -> builder.build(new Services()))
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith("[R11] GET /x is answered twice. /x is a route that some.Library brings along.")
                .hasMessageEndingWith("\n    test.routes.x\n    some.Library");
    }

    @Test
    @DisplayName("row 82: what middleware attaches under a key the handler reads, typed")
    void locals() {
        Key<Integer> key = Key.named("answer");
        Dispatcher app = dispatcher(
                Binders.middleware("/", Map.of(Verb.ANY, (request, next) -> next.handle(request.with(key, 42)))),
                route("/x", Map.of(Verb.GET, request -> Response.text(200, "" + request.local(key)))));

        assertThat(text(app.handle(get("/x")))).isEqualTo("Optional[42]");
        assertThat(get("/x").local(key)).isEmpty();
    }
}
