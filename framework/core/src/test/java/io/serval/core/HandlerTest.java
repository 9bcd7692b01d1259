package io.serval.core;

import static io.serval.core.Binders.dispatcher;
import static io.serval.core.Binders.error;
import static io.serval.core.Binders.middleware;
import static io.serval.core.Binders.route;
import static io.serval.core.Binders.says;
import static io.serval.core.Handlers.handler;
import static io.serval.core.Requests.get;
import static io.serval.core.Requests.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A handler's local chain")
class HandlerTest {
    private final List<String> log = new ArrayList<>();

    @Test
    @DisplayName("row 64: lies inside the middleware of the folders, its first layer outermost")
    void insideFolders() {
        Handler post = handler(logs("handler")).with(around("first"), around("second"));
        dispatcher(
                        middleware("/", Map.of(Verb.ANY, around("root"))),
                        middleware("/users", Map.of(Verb.ANY, around("users"))),
                        route("/users", Map.of(Verb.POST, post, Verb.GET, logs("get"))))
                .handle(Requests.of("POST", "/users"));

        assertThat(log)
                .containsExactly("root", "users", "first", "second", "handler", "second", "first", "users", "root");
    }

    @Test
    @DisplayName("row 65: without a layer is the handler itself")
    void nothingAround() {
        Handler plain = says("plain");

        assertThat(handler(plain)).isSameAs(plain);
        assertThat(handler(plain).with()).isSameAs(plain);
    }

    @Test
    @DisplayName("row 77: an exception of a local layer goes to the folder's error handlers, before its middleware")
    void errorsGoOut() {
        Handler guarded = says("never").with((request, next) -> {
            throw new ProblemException(Problem.of(401, "Who are you?"));
        });
        Response response = dispatcher(
                        middleware("/users", Map.of(Verb.ANY, (request, next) -> {
                            Response inner = next.handle(request);
                            log.add("status " + inner.status());
                            return inner;
                        })),
                        error("/users", (e, request) -> {
                            log.add("error " + e.getMessage());
                            throw e;
                        }),
                        route("/users", Map.of(Verb.GET, guarded)))
                .handle(get("/users"));

        assertThat(response.status()).isEqualTo(401);
        assertThat(log).containsExactly("error 401 Unauthorized: Who are you?", "status 401");
    }

    @Test
    @DisplayName("row 69: a local layer that calls next twice is named")
    void nextTwice() {
        Handler twice = logs("handler").with((request, next) -> {
            next.handle(request);
            return next.handle(request);
        });

        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> twice.handle(get("/")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("A middleware written in io.serval.core.HandlerTest called next twice;"
                            + " it may go on once per request.");
        }
        assertThat(log).containsExactly("handler", "handler");
    }

    @Test
    @DisplayName("answers its own errors with onError, from where it stands in the chain")
    void onError() throws Exception {
        Handler failing = request -> {
            throw new IOException("disk");
        };
        Handler answered = failing.with(around("inside"))
                .onError((e, request) -> Response.text(503, "no " + e.getMessage()))
                .with(around("outside"));

        assertThat(text(answered.handle(get("/")))).isEqualTo("no disk");
        assertThat(log).containsExactly("outside", "inside", "inside", "outside");
    }

    @Test
    @DisplayName("keeps the first exception along when onError fails in its own way, and hands on what it throws again")
    void onErrorFails() {
        var first = new IOException("first");
        Handler failing = request -> {
            throw first;
        };

        assertThatThrownBy(() -> failing.onError((e, request) -> {
                            throw new IllegalStateException("second");
                        })
                        .handle(get("/")))
                .hasMessage("second")
                .hasSuppressedException(first);
        assertThatThrownBy(() -> failing.onError((e, request) -> {
                            throw e;
                        })
                        .handle(get("/")))
                .isSameAs(first)
                .hasNoSuppressedExceptions();
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
            try {
                return next.handle(request);
            } finally {
                log.add(name);
            }
        };
    }
}
