package io.serval.core;

import static io.serval.core.Binders.dispatcher;
import static io.serval.core.Binders.error;
import static io.serval.core.Binders.middleware;
import static io.serval.core.Binders.route;
import static io.serval.core.Binders.says;
import static io.serval.core.Middlewares.every;
import static io.serval.core.Middlewares.except;
import static io.serval.core.Middlewares.some;
import static io.serval.core.Requests.get;
import static io.serval.core.Requests.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Middleware made of middleware")
class MiddlewaresTest {
    private final List<String> log = new ArrayList<>();

    @Test
    @DisplayName("row 66: every is its parts as one, the first outermost")
    void everyInOrder() throws Exception {
        every(around("a"), around("b")).handle(get("/"), logs("handler"));

        assertThat(log).containsExactly("a", "b", "handler", "b", "a");
    }

    @Test
    @DisplayName("row 66: every of nothing passes straight on")
    void everyOfNothing() throws Exception {
        assertThat(text(every().handle(get("/"), says("passed")))).isEqualTo("passed");
    }

    @Test
    @DisplayName("row 67: except leaves its middleware out where the predicate holds")
    void exceptExempts() {
        Dispatcher app = dispatcher(
                middleware(
                        "/", Map.of(Verb.ANY, except(request -> request.path().equals("/healthz"), around("timed")))),
                route("/healthz", Map.of(Verb.GET, logs("health"))),
                route("/other", Map.of(Verb.GET, logs("other"))));
        app.handle(get("/healthz"));
        app.handle(get("/other"));

        assertThat(log).containsExactly("health", "timed", "other", "timed");
    }

    @Test
    @DisplayName("row 68: some goes with the first that does not fail and asks no further")
    void firstThatDoesNotFail() throws Exception {
        some(failing("key"), around("session"), around("password")).handle(get("/"), logs("handler"));

        assertThat(log).containsExactly("key", "session", "handler", "session");
    }

    @Test
    @DisplayName("row 68: some runs what is inside once: its failure is final once next was called")
    void downstreamOnce() {
        var broken = new IllegalStateException("downstream");
        Handler handler = request -> {
            log.add("handler");
            throw broken;
        };

        assertThatThrownBy(() -> some(failing("key"), around("session"), around("password"))
                        .handle(get("/"), handler))
                .isSameAs(broken)
                .hasNoSuppressedExceptions();
        assertThat(log).containsExactly("key", "session", "handler", "session");
    }

    @Test
    @DisplayName(
            "row 68: of some that all fail the first error is thrown, the others suppressed in order, traces untouched")
    void allFail() {
        Throwable thrown = catchThrowable(
                () -> some(failing("a"), failing("b"), failing("c")).handle(get("/"), logs("handler")));

        assertThat(log).containsExactly("a", "b", "c");
        assertThat(thrown).hasMessage("a");
        assertThat(thrown.getSuppressed()).extracting(Throwable::getMessage).containsExactly("b", "c");
        assertThat(List.of(thrown, thrown.getSuppressed()[0], thrown.getSuppressed()[1]))
                .allSatisfy(error ->
                        assertThat(error.getStackTrace()[0].getMethodName()).contains("failing"));
    }

    @Test
    @DisplayName("row 68: some of nothing is refused when it is made")
    void someOfNothing() {
        assertThatThrownBy(Middlewares::some)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one middleware");
    }

    @Test
    @DisplayName("row 68: some takes an answer without next for a decision, not for a failure")
    void answersByItself() throws Exception {
        Middleware refuses = (request, next) -> Response.of(403);

        assertThat(some(refuses, around("never"))
                        .handle(get("/"), logs("handler"))
                        .status())
                .isEqualTo(403);
        assertThat(log).isEmpty();
    }

    @Test
    @DisplayName("row 68: some throws one exception that all throw as it is")
    void sameException() {
        var kept = new IllegalStateException("kept");
        Middleware failing = (request, next) -> {
            throw kept;
        };

        assertThatThrownBy(() -> some(failing, failing).handle(get("/"), says("x")))
                .isSameAs(kept);
    }

    @Test
    @DisplayName("some tries nothing more for a client that has left")
    void clientGone() {
        Request request = get("/");
        Middleware leaves = (asked, next) -> {
            asked.scope().cancel(Scope.Cause.CLIENT_GONE);
            throw new IllegalStateException("left");
        };

        assertThatThrownBy(() -> some(leaves, around("never")).handle(request, says("x")))
                .hasMessage("left");
        assertThat(log).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("row 69: next called twice is an error that names who did, inside each of them")
    @ValueSource(strings = {"every", "except", "some"})
    void nextTwice(String kind) {
        Middleware combined = switch (kind) {
            case "every" -> every(around("a"), new Twice());
            case "except" -> except(request -> false, new Twice());
            default -> some(new Twice(), around("never"));
        };

        assertThatThrownBy(() -> combined.handle(get("/"), logs("handler")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("The middleware io.serval.core.MiddlewaresTest$Twice called next twice");
        assertThat(log).containsOnlyOnce("handler").doesNotContain("never");
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("row 77: their exceptions reach the error handlers outside and become the problem they carry")
    @ValueSource(strings = {"every", "except", "some"})
    void errorsGoOut(String kind) {
        Middleware refuses = (request, next) -> {
            throw new ProblemException(Problem.of(401, "Who are you?"));
        };
        Middleware combined = switch (kind) {
            case "every" -> every(around("a"), refuses);
            case "except" -> except(request -> false, refuses);
            default -> some(refuses);
        };
        Response response = dispatcher(
                        error("/", (e, request) -> {
                            log.add("seen");
                            throw e;
                        }),
                        middleware("/users", Map.of(Verb.ANY, combined)),
                        route("/users", Map.of(Verb.GET, says("never"))))
                .handle(get("/users"));

        assertThat(response.status()).isEqualTo(401);
        assertThat(log).contains("seen");
    }

    private static final class Twice implements Middleware {
        @Override
        public Response handle(Request request, Handler next) throws Exception {
            next.handle(request);
            return next.handle(request);
        }
    }

    private Middleware failing(String name) {
        return (request, next) -> {
            log.add(name);
            throw new IllegalStateException(name);
        };
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
