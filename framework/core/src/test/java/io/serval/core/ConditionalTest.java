package io.serval.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionalTest {
    private static final String MODIFIED = "Sun, 06 Nov 1994 08:49:37 GMT";
    private static final String BEFORE = "Sun, 06 Nov 1994 08:49:36 GMT";
    private static final String AFTER = "Sunday, 06-Nov-94 08:49:38 GMT";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            # ETag     | condition                                         | status of GET
            "a"        | If-None-Match: "a"                                | 304
            "a"        | If-None-Match: W/"a"                              | 304
            W/"a"      | If-None-Match: "a"                                | 304
            W/"a"      | If-None-Match: W/"a"                              | 304
            "a"        | If-None-Match: "b"                                | 200
            "a"        | If-None-Match: "b", "a"                           | 304
            "a"        | If-None-Match: "b" ;If-None-Match: "a"            | 304
            "a,b"      | If-None-Match: "x", "a,b"                         | 304
            "b"        | If-None-Match: "a,b"                              | 200
            "a"        | If-None-Match: *                                  | 304
            "a"        | If-None-Match: a                                  | 200
            "a"        | If-None-Match: "a                                 | 200
            ""         | If-None-Match: ""                                 | 304
            "a"        | If-Match: "a"                                     | 200
            "a"        | If-Match: "b", "a"                                | 200
            "a"        | If-Match: *                                       | 200
            "a"        | If-Match: "b"                                     | 412
            "a"        | If-Match: W/"a"                                   | 412
            W/"a"      | If-Match: W/"a"                                   | 412
            W/"a"      | If-Match: "a"                                     | 412
            "a"        | If-Match: "a" ;If-None-Match: "a"                 | 304
            "a"        | If-Match: "b" ;If-None-Match: "a"                 | 412
            "a"        | If-Modified-Since: {same}                         | 304
            "a"        | If-Modified-Since: {after}                        | 304
            "a"        | If-Modified-Since: {before}                       | 200
            "a"        | If-Modified-Since: yesterday                      | 200
            "a"        | If-Unmodified-Since: {same}                       | 200
            "a"        | If-Unmodified-Since: {after}                      | 200
            "a"        | If-Unmodified-Since: {before}                     | 412
            "a"        | If-Unmodified-Since: yesterday                    | 200
            "a"        | If-None-Match: "b" ;If-Modified-Since: {after}    | 200
            "a"        | If-Match: "a" ;If-Unmodified-Since: {before}      | 200
            "a"        | If-Unmodified-Since: {same} ;If-None-Match: "a"   | 304
            "a"        | If-Unmodified-Since: {before} ;If-None-Match: "a" | 412
            """)
    @DisplayName("row 96: conditions are weighed as RFC 9110 §13.2.2 orders them, by strong and weak comparison")
    void weighs(String tag, String conditions, int status) {
        Response response = Response.text(200, "body").with("ETag", tag).with("Last-Modified", MODIFIED);

        for (String method : List.of("GET", "HEAD")) {
            assertThat(Conditional.answer(request(method, conditions), response).status())
                    .isEqualTo(status);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            If-None-Match: "a"           | 200
            If-None-Match: *             | 304
            If-Match: "a"                | 412
            If-Match: *                  | 200
            If-Modified-Since: {same}    | 200
            If-Unmodified-Since: {same}  | 200
            """)
    @DisplayName("Without validators only * is met")
    void withoutValidators(String conditions, int status) {
        assertThat(Conditional.answer(request("GET", conditions), Response.text(200, "body"))
                        .status())
                .isEqualTo(status);
    }

    @Test
    @DisplayName("row 96: a 304 has no body, and of the header what a cache needs")
    void leavesBodyOut() {
        Response response = Response.text(200, "body")
                .with("ETag", "\"a\"")
                .with("Last-Modified", MODIFIED)
                .with("Cache-Control", "no-cache")
                .with("Vary", "Accept-Encoding")
                .with("Content-Encoding", "gzip")
                .with("Content-Security-Policy", "default-src 'self'");

        Response answer = Conditional.answer(request("GET", "If-None-Match: \"a\""), response);

        assertThat(answer.content()).isEqualTo(Content.NONE);
        assertThat(answer.headers())
                .isEqualTo(Headers.of("ETag", "\"a\"")
                        .with("Cache-Control", "no-cache")
                        .with("Vary", "Accept-Encoding")
                        .with("Content-Security-Policy", "default-src 'self'"));
    }

    @Test
    @DisplayName("A 304 without a tag keeps the date")
    void keepsDate() {
        Response response = Response.text(200, "body").with("Last-Modified", MODIFIED);

        assertThat(Conditional.answer(request("GET", "If-Modified-Since: {same}"), response)
                        .headers())
                .isEqualTo(Headers.of("Last-Modified", MODIFIED));
    }

    @Test
    @DisplayName("What failed, and what has been changed already, is answered as it is")
    void leavesAlone() {
        Response failed = Response.text(404, "none").with("ETag", "\"a\"");
        Response changed = Response.text(200, "done").with("ETag", "\"b\"");

        assertThat(Conditional.answer(request("GET", "If-None-Match: \"a\""), failed))
                .isSameAs(failed);
        assertThat(Conditional.answer(request("PUT", "If-Match: \"a\""), changed))
                .isSameAs(changed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            If-Match: "a"                  | true
            If-Match: *                    | true
            If-Match: "b"                  | false
            If-Match: W/"a"                | false
            If-None-Match: *               | false
            If-None-Match: "a"             | false
            If-None-Match: "b"             | true
            If-Unmodified-Since: {same}    | true
            If-Unmodified-Since: {before}  | false
            If-Modified-Since: {same}      | true
            X-Other: 1                     | true
            """)
    @DisplayName("Before a change the conditions are checked against what is there")
    void checks(String conditions, boolean holds) {
        Headers validators = Headers.of("ETag", "\"a\"", "Last-Modified", MODIFIED);

        if (holds) {
            assertThatCode(() -> Conditional.check(request("PUT", conditions), validators))
                    .doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> Conditional.check(request("PUT", conditions), validators))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.problem().status()).isEqualTo(412));
        }
    }

    @Test
    @DisplayName("What is to be created must not be expected to exist")
    void checksAbsent() {
        assertThatCode(() -> Conditional.checkAbsent(request("PUT", "If-None-Match: *")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> Conditional.checkAbsent(request("PUT", "If-Match: *")))
                .isInstanceOf(ProblemException.class);
    }

    private static Request request(String method, String conditions) {
        var fields = new ArrayList<String>();
        for (String field : conditions.split(" ;")) {
            fields.add(field.substring(0, field.indexOf(':')));
            fields.add(field.substring(field.indexOf(':') + 2)
                    .replace("{same}", MODIFIED)
                    .replace("{before}", BEFORE)
                    .replace("{after}", AFTER));
        }
        return Request.of(method, "/", Headers.of(fields.toArray(String[]::new)), Body.empty(), "r-1", Scope.root());
    }
}
