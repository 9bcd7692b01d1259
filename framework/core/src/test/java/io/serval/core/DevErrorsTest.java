package io.serval.core;

import static io.serval.core.Binders.error;
import static io.serval.core.Binders.route;
import static io.serval.core.Binders.says;
import static io.serval.core.Requests.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("In dev mode")
class DevErrorsTest {
    private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";

    @Test
    @DisplayName("row 81: a browser gets a page: exception, message, causes, frames, the request and its id")
    void page() {
        Response response = failing(() -> new IllegalStateException("no stock", new IOException("disk full")), BROWSER);
        String page = text(response);

        assertThat(response.status()).isEqualTo(500);
        assertThat(response.headers().first("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(response.headers().first("Cache-Control")).contains("no-store");
        assertThat(page)
                .contains("java.lang.IllegalStateException", "no stock")
                .contains("Caused by", "java.io.IOException: disk full")
                .contains("DevErrorsTest.java:")
                .contains("/orders/{id}", "/orders/7", "r-9");
    }

    @Test
    @DisplayName("row 81: the page escapes what others wrote, and hides credentials")
    void escapes() {
        String page = text(failing(() -> new IllegalStateException("<script>alert(1)</script>"), BROWSER));

        assertThat(page)
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .contains("&lt;img src=x&gt;")
                .doesNotContain("<script", "<img")
                .contains("Authorization", "Cookie", "X-Auth", "(hidden)")
                .doesNotContain("Bearer 123", "id=456", "789-secret");
    }

    @Test
    @DisplayName("row 81: the page marks the frames of the application's own code, and no binder's")
    void ownFrames() {
        var error = new IllegalStateException("no");
        error.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("java.util.Objects", "check", "Objects.java", 1),
            new StackTraceElement("test.Orders", "find", "Orders.java", 12),
            new StackTraceElement("test.routes.orders.index_Binder", "get", "index_Binder.java", 3),
        });
        String page = text(failing(() -> error, BROWSER));

        assertThat(page)
                .containsPattern("<li class=\"own\"><code>test.Orders.find</code>.*Orders.java:12.*your code")
                .containsPattern("<li class=\"other\"><code>test.routes.orders.index_Binder.get")
                .containsPattern("<li class=\"other\"><code>java.util.Objects.check");
    }

    @ParameterizedTest(name = "Accept: {0}")
    @DisplayName("row 81: any other client gets a problem that holds exception, message and the top frame")
    @ValueSource(strings = {"*/*", "application/json", "text/html;q=0"})
    void problem(String accept) {
        Response response = failing(() -> new IllegalStateException("no stock"), accept);
        JsonNode problem = JsonMapper.shared().readTree(text(response));

        assertThat(response.headers().first("Content-Type")).contains("application/problem+json");
        assertThat(problem.get("status").asInt()).isEqualTo(500);
        assertThat(problem.get("detail").asString())
                .startsWith("java.lang.IllegalStateException: no stock at io.serval.core.DevErrorsTest.");
    }

    @Test
    @DisplayName("a 404 lists the routes, and asks whether the nearest were meant")
    void nothing() {
        Response page = ask(app(true), "/odrers/7", BROWSER);
        Response problem = ask(app(true), "/odrers/7", "*/*");

        assertThat(page.status()).isEqualTo(404);
        assertThat(text(page)).contains("Did you mean").containsSubsequence("Did you mean", "/orders/{id}", "/about");
        assertThat(text(problem)).contains("Did you mean /orders/{id}?").contains("/about");
    }

    @Test
    @DisplayName("a path like no other gets the list without a guess")
    void nothingLikeIt() {
        assertThat(text(ask(app(true), "/zzzzzzzzzzzz", BROWSER)))
                .doesNotContain("Did you mean")
                .contains("/orders/{id}");
    }

    @Test
    @DisplayName("a 404 that a route answers with stays as it is")
    void routesOwn() {
        Response response = ask(
                dispatcher(true, route("/orders/{id}", Map.of(Verb.GET, request -> {
                    throw new ProblemException(Problem.of(404, "No such order."));
                }))),
                "/orders/7",
                BROWSER);

        assertThat(text(response)).contains("No such order.").doesNotContain("<");
    }

    @Test
    @DisplayName("row 81: the application's own error handler goes before the page")
    void ownErrors() {
        Response response = ask(
                dispatcher(
                        true,
                        error("/", (e, request) -> Response.text(500, "ours")),
                        route("/orders/{id}", Map.of(Verb.GET, request -> {
                            throw new IllegalStateException("no");
                        }))),
                "/orders/7",
                BROWSER);

        assertThat(text(response)).isEqualTo("ours");
    }

    @ParameterizedTest(name = "Accept: {0}")
    @DisplayName("row 81: without it nobody learns more than title, status and request id")
    @ValueSource(strings = {BROWSER, "*/*"})
    void production(String accept) {
        Response failed = ask(app(false), "/orders/7", accept);
        Response nothing = ask(app(false), "/odrers/7", accept);

        assertThat(JsonMapper.shared().readTree(text(failed)).propertyNames())
                .containsExactly("type", "title", "status", "instance", "requestId");
        assertThat(text(failed) + failed.headers())
                .doesNotContain("IllegalState", "no stock", "disk", "DevErrorsTest", ".java");
        assertThat(text(nothing)).doesNotContain("/orders/{id}", "Did you mean");
    }

    private static Response failing(Supplier<RuntimeException> error, String accept) {
        return ask(
                dispatcher(true, route("/orders/{id}", Map.of(Verb.GET, request -> {
                    throw error.get();
                }))),
                "/orders/7",
                accept);
    }

    private static Dispatcher app(boolean dev) {
        return dispatcher(
                dev,
                route("/about", Map.of(Verb.GET, says("about"))),
                route("/orders/{id}", Map.of(Verb.GET, request -> {
                    throw new IllegalStateException("no stock", new IOException("disk"));
                })));
    }

    private static Dispatcher dispatcher(boolean dev, Binder... binders) {
        Dispatcher.Builder builder = Dispatcher.builder().dev(dev);
        for (Binder binder : binders) {
            builder.binder(binder);
        }
        return builder.build(new Services());
    }

    private static Response ask(Dispatcher app, String target, String accept) {
        Headers headers = Headers.of(
                "Accept",
                accept,
                "Authorization",
                "Bearer 123",
                "Cookie",
                "id=456",
                "X-Evil",
                "<img src=x>",
                "X-Auth",
                "789-secret");
        return app.handle(Request.of("GET", target, headers, Body.empty(), "r-9", Scope.root()));
    }
}
