package io.serval.testkit;

import io.serval.core.Headers;
import io.serval.testkit.internal.Differences;
import io.serval.testkit.internal.Driver;
import io.serval.testkit.internal.Sent;
import io.serval.testkit.internal.Texts;
import io.serval.testkit.internal.Whole;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The answer to a request of a test. The methods with an expectation check it and return this response, so that they
 * read in a row; one that fails throws an {@link AssertionError} that tells the whole exchange. Immutable.
 */
public final class TestResponse {
    private final Sent sent;
    private final int status;
    private final Headers headers;
    private final byte[] bytes;

    private TestResponse(Sent sent, int status, Headers headers, byte[] bytes) {
        this.sent = sent;
        this.status = status;
        this.headers = headers;
        this.bytes = bytes;
    }

    static TestResponse read(Sent sent, Driver.Opened opened, Duration timeout) {
        return new TestResponse(sent, opened.status(), opened.headers(), Whole.of(sent, opened, timeout));
    }

    /** Expects the status. */
    public TestResponse is(int expected) {
        return check(status == expected, "expected status " + expected + ", was " + status);
    }

    /** Expects the header field with the value, among others of the name if there are some. */
    public TestResponse has(String name, String value) {
        List<String> all = headers.all(name);
        return check(
                all.contains(value), "expected " + name + ": " + value + ", was " + (all.isEmpty() ? "absent" : all));
    }

    /** Expects a header field of the name. */
    public TestResponse has(String name) {
        return check(headers.contains(name), "expected a header " + name);
    }

    /** Expects no header field of the name. */
    public TestResponse lacks(String name) {
        return check(!headers.contains(name), "expected no header " + name + ", was " + headers.all(name));
    }

    /** Expects the body, as text in UTF-8. */
    public TestResponse body(String expected) {
        return check(body().equals(expected), "expected the body " + quoted(expected) + ", was " + quoted(body()));
    }

    /** Expects the text somewhere in the body. */
    public TestResponse contains(String text) {
        return check(body().contains(text), "expected " + quoted(text) + " in the body");
    }

    /** Expects no trace of the text, neither in the body nor in a header. */
    public TestResponse omits(String text) {
        return check(
                !body().contains(text) && !headers.toString().contains(text),
                "expected " + quoted(text) + " neither in the body nor in a header");
    }

    /**
     * Expects a body of JSON that equals this one: the same fields, in any order, with the same values, and arrays item
     * by item.
     */
    public TestResponse json(String expected) {
        Optional<String> difference = Differences.first(JsonMapper.shared().readTree(expected), json());
        return check(difference.isEmpty(), "expected the JSON " + expected + ", but " + difference.orElse(""));
    }

    /** Expects a problem document (RFC 9457) of the status, and returns it for more to expect. */
    public TestProblem problem(int expected) {
        is(expected);
        has("Content-Type", "application/problem+json");
        JsonNode document = json();
        check(
                document.path("status").asInt(0) == expected
                        && document.path("type").isString()
                        && document.path("title").isString(),
                "expected type, title and the status " + expected + " in the problem document");
        return new TestProblem(this, document);
    }

    /** The status. */
    public int status() {
        return status;
    }

    /** The header fields. */
    public Headers headers() {
        return headers;
    }

    /** The first value of a header field. */
    public Optional<String> header(String name) {
        return headers.first(name);
    }

    /** The body, as text in UTF-8. */
    public String body() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The body. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /**
     * The body as JSON.
     *
     * @throws AssertionError if it is none
     */
    public JsonNode json() {
        try {
            return JsonMapper.shared().readTree(bytes);
        } catch (JacksonException e) {
            throw failure("expected JSON, but " + e.getOriginalMessage());
        }
    }

    /** The whole exchange, as a person reads it. */
    @Override
    public String toString() {
        return sent.text() + "\nHTTP " + status + "\n" + headers + "\n" + Texts.of(bytes, headers);
    }

    TestResponse check(boolean met, String expectation) {
        if (!met) {
            throw failure(expectation);
        }
        return this;
    }

    AssertionError failure(String expectation) {
        return new AssertionError(expectation + "\n\n" + this);
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
