package io.serval.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldsTest {
    @Test
    @DisplayName("row 131: a query is read with its defaults and with what may be missing")
    void query() {
        Fields query = Arguments.of(Requests.get("/?page=2&tag=a&tag=b&q=")).query();

        assertThat(query.one("page", Conversion.INT, "1")).isEqualTo(2);
        assertThat(query.one("size", Conversion.INT, "20")).isEqualTo(20);
        assertThat(query.all("tag", Conversion.STRING)).containsExactly("a", "b");
        assertThat(query.all("none", Conversion.STRING)).isEmpty();
        assertThat(query.optional("none", Conversion.STRING)).isEmpty();
        assertThat(query.one("q", Conversion.STRING)).isEmpty();
    }

    @Test
    @DisplayName("row 83: of several values where one is asked for, the first is taken")
    void first() {
        Fields query = Arguments.of(Requests.get("/?a=1&a=2")).query();

        assertThat(query.one("a", Conversion.INT)).isEqualTo(1);
        assertThat(query.all("a", Conversion.INT)).containsExactly(1, 2);
    }

    @Test
    @DisplayName("row 131: headers are read without regard to the case of their names, lists at their commas")
    void headers() {
        Fields headers = Arguments.of(
                        Requests.with("X-Tenant", "acme", "x-tag", "a, \"b,c\" ,", "X-Tag", "d", "X-Limit", "7"))
                .headers();

        assertThat(headers.one("x-tenant", Conversion.STRING)).isEqualTo("acme");
        assertThat(headers.one("x-limit", Conversion.INT)).isEqualTo(7);
        assertThat(headers.all("x-tag", Conversion.STRING)).containsExactly("a", "\"b,c\"", "d");
        assertThat(headers.one("x-none", Conversion.STRING, "d")).isEqualTo("d");
        assertThat(headers.optional("x-none", Conversion.STRING)).isEmpty();
    }

    @Test
    @DisplayName("row 131: cookies are read by their exact names, the first of a name, without quotes")
    void cookies() {
        Fields cookies = Arguments.of(Requests.with(
                        "Cookie", "session=abc; quoted=\"x y\"; n=1; n=2; bad; =z; eq=a=b", "Cookie", "late=7; e="))
                .cookies();

        assertThat(cookies.one("session", Conversion.STRING)).isEqualTo("abc");
        assertThat(cookies.one("quoted", Conversion.STRING)).isEqualTo("x y");
        assertThat(cookies.one("n", Conversion.INT)).isEqualTo(1);
        assertThat(cookies.one("eq", Conversion.STRING)).isEqualTo("a=b");
        assertThat(cookies.one("late", Conversion.INT)).isEqualTo(7);
        assertThat(cookies.optional("Session", Conversion.STRING)).isEmpty();
        assertThat(cookies.optional("bad", Conversion.STRING)).isEmpty();
        assertThat(cookies.optional("e", Conversion.STRING)).contains("");
    }

    @Test
    @DisplayName("row 130, row 131: all that is missing or wrong, wherever it is, is one 400")
    void faults() {
        Arguments in = Arguments.of(Request.of(
                "GET",
                "/?page=x&day=&tag=1&tag=b",
                Headers.of("X-Limit", "-", "Cookie", "n=1.5"),
                Body.empty(),
                "r-1",
                Scope.root()));
        in.query().one("page", Conversion.INT, "1");
        in.query().one("day", Conversion.LOCAL_DATE);
        in.query().optional("page", Conversion.LONG);
        in.query().all("tag", Conversion.INT);
        in.headers().one("x-tenant", Conversion.STRING);
        in.headers().one("x-limit", Conversion.INT);
        in.cookies().one("n", Conversion.INT);
        in.at("/query").field("a/b").item(0).fault("Found by the route.");

        Problem problem =
                catchThrowableOfType(ProblemException.class, in::check).problem();

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.detail()).isEqualTo("The input has 8 faults; errors lists them.");
        assertThat(problem.errors())
                .containsExactly(
                        new Problem.Fault("/query/page", "Expected a whole number of 32 bits, not 'x'."),
                        new Problem.Fault("/query/day", "Empty; expected a day like 2026-05-06."),
                        new Problem.Fault("/query/page", "Expected a whole number of 64 bits, not 'x'."),
                        new Problem.Fault("/query/tag/1", "Expected a whole number of 32 bits, not 'b'."),
                        new Problem.Fault("/headers/x-tenant", "Missing; expected a text."),
                        new Problem.Fault("/headers/x-limit", "Expected a whole number of 32 bits, not '-'."),
                        new Problem.Fault("/cookies/n", "Expected a whole number of 32 bits, not '1.5'."),
                        new Problem.Fault("/query/a~1b/0", "Found by the route."));
    }

    @ParameterizedTest
    @CsvSource({
        "/?page=,Empty; expected a whole number of 32 bits.",
        "/?page,Empty; expected a whole number of 32 bits."
    })
    @DisplayName("row 131: an empty value is not a missing one, so no default stands in for it")
    void empty(String target, String detail) {
        Arguments in = Arguments.of(Requests.get(target));
        in.query().one("page", Conversion.INT, "1");

        assertThat(catchThrowableOfType(ProblemException.class, in::check).problem())
                .isEqualTo(Problem.fault("/query/page", detail));
    }

    @Test
    @DisplayName("row 131: what a record's constructor refuses is a fault of the part that it is read from")
    void constructor() {
        Arguments in = Arguments.of(Requests.get("/"));

        assertThat(in.<String>build("/query", () -> "built")).isEqualTo("built");
        assertThat(catchThrowableOfType(
                                ProblemException.class,
                                () -> in.build("/query", () -> {
                                    throw new IllegalArgumentException("from must not be after to.");
                                }))
                        .problem())
                .isEqualTo(Problem.fault("/query", "from must not be after to."));
    }

    @Test
    @DisplayName("row 131: no record is built of values that are missing")
    void checksFirst() {
        Arguments in = Arguments.of(Requests.get("/"));
        Integer page = in.query().one("page", Conversion.INT);

        assertThatThrownBy(() -> in.build("/query", () -> page + 1))
                .hasMessage("400 Bad Request: /query/page: Missing; expected a whole number of 32 bits.");
    }

    @Test
    @DisplayName("row 27, row 29: an optional segment and a rest are converted, and a 404 if they cannot be")
    void pathValues() {
        assertThat(Arguments.of(Requests.matched("/a/{n?}", "/a/7")).optionalPath("n", Conversion.INT))
                .contains(7);
        assertThat(Arguments.of(Requests.matched("/a/{n?}", "/a")).optionalPath("n", Conversion.INT))
                .isEmpty();
        assertThat(Arguments.of(Requests.matched("/{all...}", "/1/2")).rest("all", Conversion.INT))
                .containsExactly(1, 2);
        assertThat(catchThrowableOfType(
                                ProblemException.class,
                                () -> Arguments.of(Requests.matched("/a/{n?}", "/a/x"))
                                        .optionalPath("n", Conversion.INT))
                        .problem()
                        .status())
                .isEqualTo(404);
        assertThat(catchThrowableOfType(
                                ProblemException.class,
                                () -> Arguments.of(Requests.matched("/{all...}", "/1/x"))
                                        .rest("all", Conversion.INT))
                        .problem()
                        .status())
                .isEqualTo(404);
    }

    @Test
    @DisplayName("row 80, row 130: faults of the body are listed with those of the query")
    void body() throws Exception {
        Arguments in = Arguments.of(Request.of(
                "POST",
                "/?page=x",
                Headers.of("Content-Type", "application/json"),
                Body.of("{\"a\":\"x\",\"b\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                "r-1",
                Scope.root()));
        in.query().one("page", Conversion.INT);
        in.body(new TypeRef<java.util.Map<String, Boolean>>() {});

        assertThat(catchThrowableOfType(ProblemException.class, in::check)
                        .problem()
                        .errors())
                .extracting(Problem.Fault::pointer)
                .containsExactly("/query/page", "/body/a", "/body/b");
    }
}
