package io.serval.netty.internal;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.serval.core.Problem;
import io.serval.netty.Limits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with a request that cannot be understood; the connection is closed after each of these. */
final class Refusals {
    private Refusals() {}

    /** Returns the problem of a head that cannot be served, null if it can. */
    static @Nullable Problem ofHead(HttpRequest head, Limits limits) {
        Throwable broken = head.decoderResult().cause();
        if (broken != null) {
            return malformed(broken, limits);
        }
        HttpVersion version = head.protocolVersion();
        if (!version.protocolName().equals("HTTP") || version.majorVersion() != 1) {
            return refuse(
                    505, "HTTP Version Not Supported", "This server speaks HTTP/1.1, not " + version.text() + ".");
        }
        List<String> hosts = head.headers().getAll(HttpHeaderNames.HOST);
        if (hosts.size() > 1 || (hosts.isEmpty() && version.minorVersion() > 0)) {
            return Problem.of(400, "A request must have one Host header, not " + hosts.size() + ".");
        }
        String coding = head.headers().get(HttpHeaderNames.TRANSFER_ENCODING);
        if (coding != null && !coding.equalsIgnoreCase("chunked")) {
            return Problem.of(501, "The only transfer coding known here is 'chunked', not '" + coding + "'.");
        }
        String expectation = head.headers().get(HttpHeaderNames.EXPECT);
        if (expectation != null && !expectation.equalsIgnoreCase("100-continue")) {
            return refuse(417, "Expectation Failed", "The only expectation known here is '100-continue'.");
        }
        return null;
    }

    /** Returns the problem of what the decoder could not understand. */
    static Problem malformed(Throwable broken, Limits limits) {
        return switch (broken) {
            case TooLongHttpLineException ignored ->
                Problem.of(414, "The request line may have " + limits.lineBytes() + " bytes.");
            case TooLongHttpHeaderException ignored ->
                Problem.of(431, "The header fields may have " + limits.headerBytes() + " bytes together.");
            default -> Problem.of(400, "This is not an HTTP/1.1 request: " + broken.getMessage());
        };
    }

    private static Problem refuse(int status, String title, String detail) {
        return new Problem(status, title, detail, List.of());
    }
}
