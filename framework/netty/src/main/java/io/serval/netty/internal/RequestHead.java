package io.serval.netty.internal;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.serval.core.Problem;
import io.serval.core.ProblemException;
import io.serval.netty.Limits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** The head of a request that is arriving: its request line (RFC 9112 §3), its fields, and how its body is framed (§6). */
final class RequestHead {
    /** The length of a body in chunks. */
    static final long CHUNKED = -1;

    /** A length of more digits would not fit; no body is that long. */
    private static final int MAX_DIGITS = 18;

    private final HttpVersion version;
    private final FieldLines lines;
    private final HttpRequest request;

    private RequestHead(HttpVersion version, HttpMethod method, String target, Limits limits) {
        this.version = version;
        lines = new FieldLines(limits);
        request = new DefaultHttpRequest(version, method, target, lines.fields());
    }

    /** Reads the request line. */
    static RequestHead of(byte[] line, Limits limits) {
        int method = Syntax.token(line, 0);
        int target = method + 1;
        while (target < line.length && line[target] != ' ') {
            target++;
        }
        if (method == 0 || method >= line.length || line[method] != ' ' || target == method + 1) {
            throw Refusals.malformed("a request line is a method, a target and a version, with one space between them");
        }
        for (int i = method + 1; i < target; i++) {
            if (!RequestTarget.isAllowed(line[i])) {
                throw Refusals.malformed("the target has a character in it that must be escaped");
            }
        }
        return new RequestHead(
                version(line, target + 1),
                HttpMethod.valueOf(new String(line, 0, method, StandardCharsets.US_ASCII)),
                new String(line, method + 1, target - method - 1, StandardCharsets.US_ASCII),
                limits);
    }

    FieldLines lines() {
        return lines;
    }

    HttpRequest request() {
        return request;
    }

    /** Returns how many bytes of body follow, or {@link #CHUNKED}; what leaves room for doubt is refused (§6.3, §11.2). */
    long bodyLength() {
        List<String> codings = lines.fields().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        List<String> lengths = lines.fields().getAll(HttpHeaderNames.CONTENT_LENGTH);
        if (!codings.isEmpty()) {
            checkChunked(codings, lengths);
            return CHUNKED;
        }
        if (lengths.isEmpty()) {
            return 0;
        }
        String length = lengths.getFirst();
        if (lengths.size() > 1
                || length.isEmpty()
                || length.length() > MAX_DIGITS
                || !length.chars().allMatch(digit -> '0' <= digit && digit <= '9')) {
            throw Refusals.malformed("Content-Length must be one number, not '" + String.join("', '", lengths) + "'");
        }
        return Long.parseLong(length);
    }

    private void checkChunked(List<String> codings, List<String> lengths) {
        String coding = String.join(", ", codings);
        if (!lengths.isEmpty()) {
            throw Refusals.malformed("it has both Content-Length and Transfer-Encoding");
        }
        if (version.equals(HttpVersion.HTTP_1_0)) {
            throw Refusals.malformed("HTTP/1.0 knows no Transfer-Encoding");
        }
        if (coding.equalsIgnoreCase("chunked")) {
            return;
        }
        List<String> each = Stream.of(coding.split(",", -1)).map(String::strip).toList();
        long chunked = each.stream().filter("chunked"::equalsIgnoreCase).count();
        if (chunked != 1 || !each.getLast().equalsIgnoreCase("chunked")) {
            throw Refusals.malformed(
                    "'chunked' must be the last transfer coding, and there once, not '" + coding + "'");
        }
        throw new ProblemException(
                Problem.of(501, "The only transfer coding known here is 'chunked', not '" + coding + "'."));
    }

    private static HttpVersion version(byte[] line, int from) {
        var text = new String(
                line, Math.min(from, line.length), Math.max(0, line.length - from), StandardCharsets.ISO_8859_1);
        boolean known = text.length() == 8
                && text.startsWith("HTTP/")
                && Character.digit(text.charAt(5), 10) >= 0
                && text.charAt(6) == '.'
                && Character.digit(text.charAt(7), 10) >= 0;
        if (!known) {
            throw Refusals.malformed("a request line ends with its version, as HTTP/1.1");
        }
        if (text.charAt(5) != '1') {
            throw new ProblemException(Refusals.version(text));
        }
        // A later minor version is to be read as the highest that is known (RFC 9110 §2.5).
        return text.charAt(7) == '0' ? HttpVersion.HTTP_1_0 : HttpVersion.HTTP_1_1;
    }
}
