package io.serval.testkit;

import io.serval.core.Headers;
import io.serval.core.Json;
import io.serval.testkit.internal.Driver;
import io.serval.testkit.internal.Multipart;
import io.serval.testkit.internal.Sent;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** A request in the making: each method adds to it and returns it. For one thread. */
public final class TestRequest {
    private final Driver driver;
    private final Duration timeout;
    private final String method;
    private String target;
    private Headers headers = Headers.empty();
    private byte[] body = new byte[0];
    private Optional<String> mediaType = Optional.empty();
    private final Multipart parts = new Multipart();

    TestRequest(Driver driver, Duration timeout, String method, String target) {
        this.driver = driver;
        this.timeout = timeout;
        this.method = method;
        this.target = target;
    }

    /** Adds a header field; several of one name are sent one after the other. */
    public TestRequest header(String name, String value) {
        headers = headers.adding(name, value);
        return this;
    }

    /** Adds a parameter to the query, percent-encoded. */
    public TestRequest query(String name, String value) {
        target += (target.indexOf('?') < 0 ? '?' : '&') + encoded(name) + '=' + encoded(value);
        return this;
    }

    /** Offers subprotocols of a WebSocket, what it prefers first (RFC 6455 §1.9). */
    public TestRequest offering(String... protocols) {
        return header("Sec-WebSocket-Protocol", String.join(", ", protocols));
    }

    /** Sends the bytes. */
    public TestRequest body(String type, byte[] bytes) {
        mediaType = Optional.of(type);
        body = bytes.clone();
        return this;
    }

    /** Sends plain text in UTF-8. */
    public TestRequest text(String text) {
        return body("text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends JSON: a {@code String} as it is, any other value as the application would write it. */
    public TestRequest json(Object value) {
        byte[] bytes = value instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : Json.bytes(value);
        return body(Json.MEDIA_TYPE, bytes);
    }

    /** Sends a form, {@code application/x-www-form-urlencoded}, of names and values in turn. */
    public TestRequest form(String... namesAndValues) {
        var form = new StringBuilder();
        for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
            form.append(form.isEmpty() ? "" : "&")
                    .append(URLEncoder.encode(namesAndValues[i], StandardCharsets.UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
        }
        return body("application/x-www-form-urlencoded", form.toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** Adds a field to a form of several parts, {@code multipart/form-data} (RFC 7578). */
    public TestRequest field(String name, String value) {
        parts.field(name, value);
        return body(Multipart.MEDIA_TYPE, parts.bytes());
    }

    /** Adds a file to a form of several parts, {@code multipart/form-data} (RFC 7578). */
    public TestRequest file(String name, String fileName, String type, byte[] content) {
        parts.file(name, fileName, type, content);
        return body(Multipart.MEDIA_TYPE, parts.bytes());
    }

    /**
     * Sends the request and returns the whole answer.
     *
     * @throws AssertionError if it is not there in time; it tells what had arrived
     */
    public TestResponse send() {
        Sent sent = sent();
        return TestResponse.read(sent, driver.open(sent, timeout), timeout);
    }

    /**
     * Sends the request and returns the server-sent events that it is answered with. {@code Accept} is
     * {@code text/event-stream} unless it was set.
     *
     * @throws AssertionError if the answer is none; it tells the whole exchange
     */
    public EventStream events() {
        if (!headers.contains("Accept")) {
            header("Accept", "text/event-stream");
        }
        Sent sent = sent();
        Driver.Opened opened = driver.open(sent, timeout);
        String type = opened.headers().first("Content-Type").orElse("");
        if (opened.status() != 200 || !type.startsWith("text/event-stream")) {
            throw TestResponse.read(sent, opened, timeout).failure("expected a 200 with text/event-stream");
        }
        return new EventStream(sent, opened.body(), timeout);
    }

    /**
     * Opens a WebSocket.
     *
     * @throws AssertionError if the server refuses; it tells the whole exchange
     */
    public TestSocket socket() {
        Sent sent = sent();
        return switch (driver.socket(sent, timeout)) {
            case Driver.Handshake.Open open -> {
                var opened = new Driver.Opened(101, open.headers(), InputStream.nullInputStream());
                yield new TestSocket(sent, TestResponse.read(sent, opened, timeout), open.link(), timeout);
            }
            case Driver.Handshake.Refused refused ->
                throw refusal(sent, refused).failure("expected 101 Switching Protocols");
        };
    }

    /**
     * Asks for a WebSocket, by whatever method, and returns the answer that refuses it.
     *
     * @throws AssertionError if the socket opens
     */
    public TestResponse refusedSocket() {
        Sent sent = sent();
        return switch (driver.socket(sent, timeout)) {
            case Driver.Handshake.Open open -> {
                open.link().close();
                throw new AssertionError("The WebSocket at " + sent.target() + " opened; expected a refusal.");
            }
            case Driver.Handshake.Refused refused -> refusal(sent, refused);
        };
    }

    private TestResponse refusal(Sent sent, Driver.Handshake.Refused refused) {
        var opened = new Driver.Opened(refused.status(), refused.headers(), new ByteArrayInputStream(refused.body()));
        return TestResponse.read(sent, opened, timeout);
    }

    private Sent sent() {
        Headers all = mediaType
                .filter(type -> !headers.contains("Content-Type"))
                .map(type -> headers.with("Content-Type", type))
                .orElse(headers);
        return new Sent(method, target, all, body);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
