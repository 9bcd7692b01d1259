package io.serval.core;

import static io.serval.core.Binders.dispatcher;
import static io.serval.core.Binders.global;
import static io.serval.core.Binders.middleware;
import static io.serval.core.Binders.route;
import static io.serval.core.Requests.get;
import static io.serval.core.Requests.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MiddlewareTest {
    private final List<String> log = new ArrayList<>();

    @Test
    @DisplayName(
            "row 61: middleware wraps as an onion, outer folders around inner ones, in whatever order they were linked")
    void onion() {
        Dispatcher app = dispatcher(
                route("/users/{id}", Map.of(Verb.GET, logs("handler"))),
                middleware("/users", Map.of(Verb.ANY, around("users"))),
                middleware("/", Map.of(Verb.ANY, around("root"))));
        app.handle(get("/users/1"));

        assertThat(log).containsExactly("root", "users", "handler", "users", "root");
    }

    @Test
    @DisplayName("row 58: a folder's middleware holds for its index and what is below, and for nothing else")
    void subtree() {
        Dispatcher app = dispatcher(
                middleware("/users", Map.of(Verb.ANY, around("users"))),
                route("/users", Map.of(Verb.GET, logs("index"))),
                route("/users/{id}", Map.of(Verb.GET, logs("one"))),
                route("/users2", Map.of(Verb.GET, logs("other"))));
        app.handle(get("/users"));
        app.handle(get("/users/1"));
        app.handle(get("/users2"));

        assertThat(log).containsExactly("users", "index", "users", "users", "one", "users", "other");
    }

    @Test
    @DisplayName("row 59: middleware of a parameter's folder does not leak to a literal sibling")
    void noLeakToSiblings() {
        Dispatcher app = dispatcher(
                middleware("/{tenant}", Map.of(Verb.ANY, around("tenant"))),
                route("/{tenant}/x", Map.of(Verb.GET, logs("x"))),
                route("/about", Map.of(Verb.GET, logs("about"))));
        app.handle(get("/about"));
        app.handle(get("/acme/x"));

        assertThat(log).containsExactly("about", "tenant", "x", "tenant");
    }

    @Test
    @DisplayName("row 59: the folders of a route are those it lies in, also where a literal folder has the same URL")
    void resolvedRouteDecides() {
        Dispatcher app = dispatcher(
                middleware("/{tenant}", Map.of(Verb.ANY, around("tenant"))),
                middleware("/admin", Map.of(Verb.ANY, around("admin"))),
                route("/{tenant}/x", Map.of(Verb.GET, logs("x"))),
                route("/admin/y", Map.of(Verb.GET, logs("y"))));
        app.handle(get("/admin/x"));

        assertThat(log).containsExactly("tenant", "x", "tenant");
    }

    @Test
    @DisplayName("row 59: a 405 and an OPTIONS go through the folders of the route that was found")
    void refusalsAreWrapped() {
        Dispatcher app = dispatcher(
                middleware("/{tenant}", Map.of(Verb.ANY, around("tenant"))),
                middleware("/admin", Map.of(Verb.ANY, around("admin"))),
                route("/{tenant}/x", Map.of(Verb.GET, logs("x"))));

        assertThat(app.handle(Requests.of("POST", "/admin/x")).status()).isEqualTo(405);
        assertThat(app.handle(Requests.of("OPTIONS", "/acme/x")).status()).isEqualTo(204);
        assertThat(log).containsExactly("tenant", "tenant", "tenant", "tenant");
    }

    @Test
    @DisplayName("row 60: middleware of a folder with a regex holds for what was found in that folder only")
    void regexScope() {
        Dispatcher app = dispatcher(
                middleware("/{id:[0-9]+}", Map.of(Verb.ANY, around("numbers"))),
                route("/{id:[0-9]+}/x", Map.of(Verb.GET, logs("number"))),
                route("/{name}/x", Map.of(Verb.GET, logs("name"))),
                route("/{name}/y", Map.of(Verb.GET, logs("y"))));
        app.handle(get("/7/x"));
        app.handle(get("/abc/x"));
        app.handle(get("/7/y"));

        assertThat(log).containsExactly("numbers", "number", "numbers", "name", "y");
    }

    @Test
    @DisplayName("row 58: of two routes of one path each has the middleware of its own template")
    void ownTemplate() {
        Dispatcher app = dispatcher(
                middleware("/docs/{section?}", Map.of(Verb.ANY, around("section"))),
                route("/docs/{section?}", Map.of(Verb.GET, logs("get"))),
                route("/docs", Map.of(Verb.POST, logs("post"))));
        app.handle(get("/docs"));
        app.handle(Requests.of("POST", "/docs"));

        assertThat(log).containsExactly("section", "get", "section", "post");
    }

    @Test
    @DisplayName(
            "row 56, row 57: global middleware wraps all folders and a 404, in the order of names, whatever the verbs")
    void globalOrder() {
        Dispatcher app = dispatcher(
                global("m20_b", Map.of(Verb.ANY, around("b"))),
                middleware("/", Map.of(Verb.ANY, around("root"))),
                global("m10_a", Map.of(Verb.GET, around("a"))),
                route("/x", Map.of(Verb.ANY, logs("x"))));
        app.handle(get("/x"));
        app.handle(Requests.of("POST", "/x"));
        app.handle(get("/missing"));

        assertThat(log)
                .containsExactly(
                        "a", "b", "root", "x", "root", "b", "a", //
                        "b", "root", "x", "root", "b", //
                        "a", "b", "root", "root", "b", "a");
    }

    @Test
    @DisplayName("row 69: global middleware that calls next twice is called by its name")
    void globalNextTwice() {
        var thrown = new ArrayList<Exception>();
        Dispatcher app = dispatcher(
                global("m10_outer", Map.of(Verb.ANY, (request, next) -> {
                    try {
                        next.handle(request);
                        return next.handle(request);
                    } catch (IllegalStateException e) {
                        thrown.add(e);
                        return Response.of(204);
                    }
                })),
                route("/x", Map.of(Verb.GET, logs("x"))));
        app.handle(get("/x"));

        assertThat(thrown)
                .singleElement()
                .satisfies(
                        error -> assertThat(error).hasMessageContaining("The middleware m10_outer called next twice"));
    }

    @Test
    @DisplayName("row 56: the root's middleware holds for a 404 too, and that of literal folders on the way")
    void wrapsNotFound() {
        Dispatcher app = dispatcher(
                middleware("/", Map.of(Verb.ANY, around("root"))),
                middleware("/admin", Map.of(Verb.ANY, around("admin"))),
                middleware("/{tenant}", Map.of(Verb.ANY, around("tenant"))));

        assertThat(app.handle(get("/admin/missing")).status()).isEqualTo(404);
        assertThat(log).containsExactly("root", "admin", "admin", "root");
    }

    @Test
    @DisplayName("row 62: middleware of one verb is absent on the others")
    void byVerb() {
        Dispatcher app = dispatcher(
                middleware("/", Map.of(Verb.POST, around("post"))), route("/x", Map.of(Verb.ANY, logs("handler"))));
        app.handle(get("/x"));
        app.handle(Requests.of("POST", "/x"));

        assertThat(log).containsExactly("handler", "post", "handler", "post");
    }

    @Test
    @DisplayName("row 12: a guard of GET also guards HEAD")
    void guardsHead() {
        Dispatcher app = dispatcher(
                middleware("/", Map.of(Verb.GET, (request, next) -> Response.of(401))),
                route("/x", Map.of(Verb.GET, logs("handler"))));

        assertThat(app.handle(Requests.of("HEAD", "/x")).status()).isEqualTo(401);
        assertThat(log).isEmpty();
    }

    @Test
    @DisplayName("row 63: middleware that returns by itself ends there; the layers outside still see the response")
    void shortCircuit() {
        Dispatcher app = dispatcher(
                middleware("/", Map.of(Verb.ANY, around("root"))),
                middleware("/users", Map.of(Verb.ANY, (request, next) -> Response.of(403))),
                route("/users/x", Map.of(Verb.GET, logs("handler"))));

        assertThat(app.handle(get("/users/x")).status()).isEqualTo(403);
        assertThat(log).containsExactly("root", "root");
    }

    @Test
    @DisplayName("row 69: calling next twice is an error that names the folder, on each request anew")
    void nextTwice() {
        var thrown = new ArrayList<Exception>();
        Dispatcher app = dispatcher(
                Binders.error("/", (error, request) -> {
                    thrown.add(error);
                    throw error;
                }),
                middleware("/users", Map.of(Verb.ANY, (request, next) -> {
                    next.handle(request);
                    return next.handle(request);
                })),
                route("/users/x", Map.of(Verb.GET, logs("handler"))));

        assertThat(app.handle(get("/users/x")).status()).isEqualTo(500);
        assertThat(app.handle(get("/users/x")).status()).isEqualTo(500);
        assertThat(log).containsExactly("handler", "handler");
        assertThat(thrown)
                .hasSize(2)
                .allSatisfy(error -> assertThat(error)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("_middleware of /users called next twice"));
    }

    @Test
    @DisplayName("middleware, handlers and error handlers that return null are errors that are named")
    void nullResponse() {
        var thrown = new ArrayList<Exception>();
        Binder catching = Binders.error("/", (error, request) -> {
            thrown.add(error);
            throw error;
        });
        dispatcher(catching, route("/x", Map.of(Verb.GET, request -> nothing())))
                .handle(get("/x"));
        dispatcher(
                        catching,
                        middleware("/x", Map.of(Verb.GET, (request, next) -> nothing())),
                        route("/x", Map.of(Verb.GET, logs("x"))))
                .handle(get("/x"));
        dispatcher(
                        catching,
                        Binders.error("/x", (error, request) -> nothing()),
                        route("/x", Map.of(Verb.GET, request -> {
                            throw new IllegalStateException("first");
                        })))
                .handle(get("/x"));

        assertThat(thrown)
                .extracting(Exception::getMessage)
                .containsExactly(
                        "The route at /x returned null in place of a response.",
                        "The _middleware of /x returned null in place of a response.",
                        "The _error of /x returned null in place of a response.");
        assertThat(thrown.getLast()).hasSuppressedException(new IllegalStateException("first"));
    }

    @Test
    @DisplayName("middleware may change the request and the response")
    void changes() {
        Dispatcher app = dispatcher(
                middleware(
                        "/",
                        Map.of(
                                Verb.ANY,
                                (request, next) -> next.handle(request.with(new Principal("ann", java.util.Set.of())))
                                        .with("X-By", "root"))),
                route(
                        "/x",
                        Map.of(
                                Verb.GET,
                                request ->
                                        Response.text(200, request.principal().name()))));
        Response response = app.handle(get("/x"));

        assertThat(text(response)).isEqualTo("ann");
        assertThat(response.headers().first("X-By")).contains("root");
    }

    private Handler logs(String name) {
        return request -> {
            log.add(name);
            return Response.text(200, name);
        };
    }

    private Middleware around(String name) {
        return (request, next) -> {
            log.add(name);
            Response response = next.handle(request);
            log.add(name);
            return response;
        };
    }

    @SuppressWarnings("NullAway") // what this test is about
    private static Response nothing() {
        return null;
    }
}
