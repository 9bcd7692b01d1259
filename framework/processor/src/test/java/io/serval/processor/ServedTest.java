package io.serval.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serval.core.Binder;
import io.serval.core.Body;
import io.serval.core.Content;
import io.serval.core.Dispatcher;
import io.serval.core.Handler;
import io.serval.core.Headers;
import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.core.Scope;
import io.serval.core.Services;
import io.serval.core.StartupException;
import io.serval.core.Verb;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compiles an application, links its binders and asks them. */
class ServedTest {
    private static final AtomicInteger OTHERS = new AtomicInteger();

    private static URLClassLoader loader;
    private static Dispatcher dispatcher;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        var project = new Project(folder).resources("served");
        assertThat(project.compile()).isEmpty();
        loader = new URLClassLoader(new URL[] {project.classes().toUri().toURL()}, ServedTest.class.getClassLoader());
        var services = new Services();
        services.provide(OTHERS);
        dispatcher = Dispatcher.builder().application(lookup()).build(services);
    }

    @AfterAll
    static void stop() throws IOException {
        loader.close();
    }

    @DisplayName("path and query become arguments")
    @ParameterizedTest(name = "{0} is {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "/values/7 | 200 | \"7 Optional.emptyOptional.emptyOptional.emptyOptional.emptyOptional.emptyOptional.emptyOptional.empty\"",
                "/values/7?i=1&d=1.5&b=true&u=123e4567-e89b-12d3-a456-426614174000&t=2026-05-06T12:00:00Z&day=2026-05-06&c=green | 200"
                        + " | \"7 Optional[1]Optional[1.5]Optional[true]Optional[123e4567-e89b-12d3-a456-426614174000]Optional[2026-05-06T12:00:00Z]Optional[2026-05-06]Optional[GREEN]\"",
                "/colours/green?times=3 | 200 | 6",
                "/files/a/b%2Fc/d | 200 | [\"a\",\"b/c\",\"d\"]",
                "/things?name=x | 200 | {\"name\":\"x\",\"size\":1}"
            })
    void read(String target, int status, String body) {
        Response response = ask("GET", target, "");

        assertThat(response.status()).isEqualTo(status);
        assertThat(text(response)).isEqualTo(body);
    }

    @DisplayName("row 17, row 18: a path that cannot be read is a 404, a query that cannot a 400")
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "/values/abc, 404",
        "/values/7?i=x, 400",
        "/colours/pink?times=1, 404",
        "/colours/red, 400",
        "/files, 404",
        "/things, 404"
    })
    void refused(String target, int status) {
        assertThat(ask("GET", target, "").status()).isEqualTo(status);
    }

    @Test
    @DisplayName("row 85: a body is read as its record, and a result sent as JSON")
    void body() {
        Response response = ask("POST", "/things", "{\"name\":\"ball\",\"size\":3}");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers().first("Content-Type").orElseThrow()).startsWith("application/json");
        assertThat(text(response)).isEqualTo("{\"name\":\"ball\",\"size\":4}");
    }

    @Test
    @DisplayName("row 7: any answers the verbs without a method of their own, and nothing is a 204")
    void any() {
        int before = OTHERS.get();

        assertThat(ask("OPTIONS", "/things", "").status()).isEqualTo(204);
        assertThat(OTHERS).hasValue(before + 1);
    }

    @Test
    @DisplayName("row 62: middleware is called by verb")
    void middleware() {
        assertThat(ask("GET", "/things?name=x", "").headers().first("Seen")).hasValue("by get");
        assertThat(ask("POST", "/things", "{\"name\":\"ball\",\"size\":3}")
                        .headers()
                        .first("Seen"))
                .hasValueSatisfying(seen -> assertThat(seen).startsWith("by any"));
    }

    @DisplayName("row 76: the error handler of the most special exception answers")
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"DELETE, 410", "PUT, 409", "PATCH, 500"})
    void error(String method, int status) {
        assertThat(ask(method, "/things", "").status()).isEqualTo(status);
    }

    @Test
    @DisplayName("a service that was not provided is named at the start, with the route that needs it")
    void missingService() {
        assertThatThrownBy(() -> Dispatcher.builder().application(lookup()).build(new Services()))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("served.routes.things.")
                .hasMessageContaining("java.util.concurrent.atomic.AtomicInteger");
    }

    @Test
    @DisplayName("row 153: the binder calls the route without a frame in between")
    void stack() throws ReflectiveOperationException {
        var services = new Services();
        services.provide(OTHERS);
        Handler put = Objects.requireNonNull(
                binder("served.routes.things.index").bind(services).get(Verb.PUT));

        assertThatThrownBy(() -> put.handle(request("PUT", "/things", "", Scope.root())))
                .isInstanceOf(IllegalStateException.class)
                .satisfies(error -> assertThat(error.getStackTrace())
                        .extracting(frame -> frame.getClassName() + "." + frame.getMethodName())
                        .startsWith("served.routes.things.index.put", "served.routes.things.index_Binder.put"));
    }

    private static Binder.OfRoute binder(String route) throws ReflectiveOperationException {
        return (Binder.OfRoute)
                loader.loadClass(route + "_Binder").getConstructor().newInstance();
    }

    private static MethodHandles.Lookup lookup() {
        try {
            return MethodHandles.privateLookupIn(loader.loadClass("served.Main"), MethodHandles.lookup());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private static Response ask(String method, String target, String body) {
        try (Scope scope = Scope.root()) {
            return dispatcher.handle(request(method, target, body, scope));
        }
    }

    private static Request request(String method, String target, String body, Scope scope) {
        return Request.of(
                method,
                target,
                Headers.of("Content-Type", "application/json"),
                Body.of(body.getBytes(StandardCharsets.UTF_8)),
                "1",
                scope);
    }

    private static String text(Response response) {
        assertThat(response.content()).isInstanceOf(Content.Bytes.class);
        return new String(((Content.Bytes) response.content()).bytes(), StandardCharsets.UTF_8);
    }
}
