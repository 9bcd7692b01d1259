package io.serval.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
    record Order(long id) {}

    private static final TypeRef<Order> ORDER = new TypeRef<>() {};

    @Test
    @DisplayName("row 17: a path value is converted")
    void path() {
        Request request = Requests.matched("/orders/{id}", "/orders/7");

        assertThat(Arguments.of(request).path("id", Conversion.LONG)).isEqualTo(7);
    }

    @Test
    @DisplayName("row 17: a path value that cannot be converted is a 404 that says why")
    void badPath() {
        Request request = Requests.matched("/orders/{id}", "/orders/abc");

        assertThat(problem(() -> Arguments.of(request).path("id", Conversion.LONG)))
                .isEqualTo(Problem.of(404, "There is nothing at /orders/abc: 'abc' is not a whole number of 64 bits."));
    }

    @Test
    @DisplayName("row 29: a rest parameter is the list of its segments")
    void rest() {
        Request request = Requests.matched("/{path...}", "/a/b");

        assertThat(Arguments.of(request).rest("path", Conversion.STRING)).containsExactly("a", "b");
    }

    @Test
    @DisplayName("row 83: a query value is converted")
    void query() throws Exception {
        assertThat(ArgumentsTest.<Integer>read(
                        Requests.get("/?limit=7"), in -> in.query().one("limit", Conversion.INT)))
                .isEqualTo(7);
        assertThat(ArgumentsTest.<Optional<Integer>>read(
                        Requests.get("/?limit=7"), in -> in.query().optional("limit", Conversion.INT)))
                .contains(7);
        assertThat(ArgumentsTest.<Optional<Integer>>read(
                        Requests.get("/"), in -> in.query().optional("limit", Conversion.INT)))
                .isEqualTo(Optional.empty());
    }

    @Test
    @DisplayName("row 83: a bad query value is a 400 with a pointer")
    void badQuery() {
        assertThat(problem(() ->
                        read(Requests.get("/?limit=x"), in -> in.query().optional("limit", Conversion.INT))))
                .isEqualTo(Problem.fault("/query/limit", "Expected a whole number of 32 bits, not 'x'."));
    }

    @Test
    @DisplayName("row 83: a missing query value is a 400 with a pointer")
    void missingQuery() {
        assertThat(problem(() -> read(Requests.get("/"), in -> in.query().one("limit", Conversion.INT))))
                .isEqualTo(Problem.fault("/query/limit", "Missing; expected a whole number of 32 bits."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "APPLICATION/JSON ;charset=utf-8",
                "application/vnd.order+json"
            })
    @DisplayName("row 80: a body of a JSON type is read")
    void body(String contentType) throws Exception {
        assertThat(ArgumentsTest.<Order>read(request(contentType, "{\"id\":7}"), in -> in.body(ORDER)))
                .isEqualTo(new Order(7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/jsonx", "text/json", "application/x-www-form-urlencoded", "json", ""})
    @DisplayName("a body of another type is a 415 that says which is taken")
    void unsupported(String contentType) {
        ProblemException refused = catchThrowableOfType(
                ProblemException.class, () -> read(request(contentType, "{\"id\":7}"), in -> in.body(ORDER)));

        assertThat(refused.problem().status()).isEqualTo(415);
        assertThat(refused.problem().detail()).startsWith("The body must be sent as application/json");
        assertThat(refused.headers().first("Accept")).contains("application/json");
    }

    @Test
    @DisplayName("a body without a Content-Type is a 415 that says so")
    void noContentType() {
        assertThat(problem(() -> read(Requests.get("/"), in -> in.body(ORDER))).detail())
                .isEqualTo("The body must be sent as application/json; it has no Content-Type."
                        + " Set the Content-Type header.");
    }

    @Test
    @DisplayName("row 80: a truncated body is a 400 with line and column")
    void truncated() {
        assertThat(problem(() -> read(Requests.json("{\n  \"id\": 7"), in -> in.body(ORDER)))
                        .detail())
                .isEqualTo("/body: The body is not valid JSON: it ends too early (line 2, column 10).");
    }

    @Test
    @DisplayName("A compressed body is a 415 that says how bodies are taken (RFC 9110 §15.5.16)")
    void compressedBody() {
        Request sent = Request.of(
                "POST",
                "/",
                Headers.of("Content-Type", "application/json", "Content-Encoding", "gzip"),
                Body.of(new byte[] {0x1f, (byte) 0x8b}),
                "r-1",
                Scope.root());
        ProblemException refusal =
                catchThrowableOfType(ProblemException.class, () -> read(sent, in -> in.body(new TypeRef<String>() {})));

        assertThat(refusal.problem().status()).isEqualTo(415);
        assertThat(refusal.headers().first("Accept-Encoding")).hasValue("identity");
    }

    @FunctionalInterface
    private interface Reading<T> {
        T of(Arguments in) throws Exception;
    }

    private static <T> T read(Request request, Reading<T> reading) throws Exception {
        Arguments in = Arguments.of(request);
        T value = reading.of(in);
        in.check();
        return value;
    }

    private static Request request(String contentType, String body) {
        Request json = Requests.json(body);
        return Request.of("POST", "/", Headers.of("Content-Type", contentType), json.body(), "r-1", Scope.root());
    }

    private static Problem problem(ThrowingCallable call) {
        return catchThrowableOfType(ProblemException.class, call).problem();
    }
}
