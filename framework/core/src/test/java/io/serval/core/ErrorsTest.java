package io.serval.core;

import static io.serval.core.Binders.dispatcher;
import static io.serval.core.Binders.error;
import static io.serval.core.Binders.middleware;
import static io.serval.core.Binders.route;
import static io.serval.core.Requests.get;
import static io.serval.core.Requests.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.serval.core.Scope.Cause;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ErrorsTest {
    private final List<String> log = new ArrayList<>();

    @Test
    @DisplayName("row 74: the nearest error handler answers")
    void nearest() {
        Dispatcher app = dispatcher(
                error("/", (e, request) -> Response.text(500, "outer")),
                error("/users", (e, request) -> Response.text(400, "inner " + e.getMessage())),
                route("/users/x", failing(new IOException("no"))));
        Response response = app.handle(get("/users/x"));

        assertThat(response.status()).isEqualTo(400);
        assertThat(text(response)).isEqualTo("inner no");
    }

    @Test
    @DisplayName("row 74: what an error handler throws goes to the next one outside")
    void rethrow() {
        Dispatcher app = dispatcher(
                error("/", (e, request) -> Response.text(500, "outer " + e.getMessage())),
                error("/users", (e, request) -> {
                    throw e;
                }),
                route("/users/x", failing(new IOException("no"))));

        assertThat(text(app.handle(get("/users/x")))).isEqualTo("outer no");
    }

    @Test
    @DisplayName("row 74: an error handler that fails in its own way keeps the first exception along")
    void failingErrorHandler() {
        var seen = new ArrayList<Throwable>();
        var first = new IOException("first");
        Dispatcher app = dispatcher(
                error("/", (e, request) -> {
                    seen.add(e);
                    return Response.of(500);
                }),
                error("/users", (e, request) -> {
                    throw new IllegalStateException("second");
                }),
                route("/users/x", failing(first)));
        app.handle(get("/users/x"));

        assertThat(seen)
                .singleElement()
                .satisfies(e -> assertThat(e).hasMessage("second").hasSuppressedException(first));
    }

    @Test
    @DisplayName("row 74: middleware sees the response that the error handler made, not the exception")
    void middlewareSeesResponse() {
        Dispatcher app = dispatcher(
                error("/", (e, request) -> Response.of(418)),
                middleware("/", Map.of(Verb.ANY, (request, next) -> {
                    Response response = next.handle(request);
                    log.add("status " + response.status());
                    return response;
                })),
                route("/x", failing(new IOException("no"))));
        app.handle(get("/x"));

        assertThat(log).containsExactly("status 418");
    }

    @Test
    @DisplayName("row 77: an exception of middleware goes to the error handlers of the folders outside, not to its own")
    void middlewareThrows() {
        Dispatcher app = dispatcher(
                error("/", (e, request) -> {
                    log.add("root " + e.getMessage());
                    throw e;
                }),
                error("/users", (e, request) -> Response.text(500, "must not be asked")),
                middleware("/users", Map.of(Verb.ANY, (request, next) -> {
                    throw new ProblemException(Problem.of(401, "Who are you?"));
                })),
                route("/users/x", Map.of(Verb.GET, Binders.says("x"))));
        Response response = app.handle(get("/users/x"));

        assertThat(response.status()).isEqualTo(401);
        assertThat(log).containsExactly("root 401 Unauthorized: Who are you?");
    }

    @Test
    @DisplayName("row 50: an error handler shapes a 404 of an address that nothing has")
    void shapesNotFound() {
        Dispatcher app = dispatcher(error("/", (e, request) -> Response.text(404, "lost")));

        assertThat(text(app.handle(get("/missing")))).isEqualTo("lost");
    }

    @Test
    @DisplayName("row 79: a problem is problem+json with type, title, status, detail, instance and request id")
    void problemDocument() {
        Response response = dispatcher().handle(get("/a%20b"));
        var document = JsonMapper.shared().readTree(text(response));

        assertThat(response.headers().all("Content-Type")).containsExactly("application/problem+json");
        assertThat(document.propertyNames())
                .containsExactly("type", "title", "status", "detail", "instance", "requestId");
        assertThat(document.get("type").asString()).isEqualTo("about:blank");
        assertThat(document.get("title").asString()).isEqualTo("Not Found");
        assertThat(document.get("status").asInt()).isEqualTo(404);
        assertThat(document.get("detail").asString()).isEqualTo("There is nothing at /a b.");
        assertThat(document.get("instance").asString()).isEqualTo("/a%20b");
        assertThat(document.get("requestId").asString()).isEqualTo("r-1");
    }

    @Test
    @DisplayName("row 78: a problem may bring headers along, several of one name too")
    void problemHeaders() {
        var challenges = Headers.of("WWW-Authenticate", "Basic", "WWW-Authenticate", "Bearer");
        Response response = dispatcher(
                        route("/x", failing(new ProblemException(Problem.of(401, "Who are you?"), challenges))))
                .handle(get("/x"));

        assertThat(response.status()).isEqualTo(401);
        assertThat(response.headers().all("WWW-Authenticate")).containsExactly("Basic", "Bearer");
    }

    @Test
    @DisplayName("row 81: any other exception is a 500 that tells nothing of its inside")
    void unknownException() {
        Response response = dispatcher(route("/x", failing(new IllegalStateException("secret of ErrorsTest"))))
                .handle(get("/x"));

        assertThat(response.status()).isEqualTo(500);
        assertThat(text(response)).contains("Internal Server Error", "r-1").doesNotContain("secret", "Exception");
    }

    @Test
    @DisplayName("row 81: an Error is a 500 as well; the client never waits in vain")
    void anError() {
        Response response = dispatcher(route("/x", Map.of(Verb.GET, request -> {
                    throw new StackOverflowError("thrown on purpose by ErrorsTest");
                })))
                .handle(get("/x"));

        assertThat(response.status()).isEqualTo(500);
    }

    @Test
    @DisplayName("Z-08: a request whose deadline passes is a 503, however its handler wraps the interrupt")
    void deadline() {
        for (boolean wrapped : new boolean[] {true, false}) {
            Request request = get("/x");
            Response response = dispatcher(route("/x", Map.of(Verb.GET, asked -> {
                        asked.scope().cancel(Cause.DEADLINE);
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                            throw wrapped ? new IllegalStateException(new ExecutionException(e)) : e;
                        }
                        return Response.of(204);
                    })))
                    .handle(request);

            assertThat(response.status()).isEqualTo(503);
            assertThat(text(response)).contains("The request took longer than it may.");
        }
    }

    @Test
    @DisplayName("Z-08: a request whose scope was cancelled before is a 503 and reaches no handler")
    void cancelledBefore() {
        Request request = get("/x");
        request.scope().cancel(Cause.SHUTDOWN);
        Response response = dispatcher(route("/x", failing(new IllegalStateException("must not run"))))
                .handle(request);

        assertThat(response.status()).isEqualTo(503);
        assertThat(text(response)).contains("The server is stopping.");
    }

    @Test
    @DisplayName("Z-08: a fault that has nothing to do with the cancellation stays a 500")
    void faultBesideCancellation() {
        Response response = dispatcher(route("/x", Map.of(Verb.GET, request -> {
                    request.scope().cancel(Cause.DEADLINE);
                    throw new IllegalStateException("thrown on purpose by ErrorsTest");
                })))
                .handle(get("/x"));

        assertThat(response.status()).isEqualTo(500);
    }

    @Test
    @DisplayName("Z-08: work in a scope of its own that runs out of time is a 503 if nobody catches it")
    void innerDeadline() {
        Response response = dispatcher(route("/x", Map.of(Verb.GET, request -> {
                    throw new Cancelled(Cause.DEADLINE);
                })))
                .handle(get("/x"));

        assertThat(response.status()).isEqualTo(503);
    }

    @Test
    @DisplayName("Z-04: the thread's interrupt flag is clear after a request that was cancelled")
    void flagIsClear() {
        dispatcher(route("/x", Map.of(Verb.GET, request -> {
                    request.scope().cancel(Cause.CLIENT_GONE);
                    return Response.of(204);
                })))
                .handle(get("/x"));

        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    @DisplayName("a request cannot break a line of the log")
    void logInjection() {
        assertThat(get("/a%0Ab%0DERROR").toString()).isEqualTo("GET /a%0Ab%0DERROR [r-1]");
    }

    private static Map<Verb, Handler> failing(Exception e) {
        return Map.of(Verb.GET, request -> {
            throw e;
        });
    }
}
