package io.serval.netty.internal;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.ReadOnlyHttp2Headers;
import io.netty.util.AsciiString;
import io.serval.core.Headers;
import java.util.ArrayList;
import java.util.OptionalLong;
import java.util.Set;

/** Makes the heads of responses (RFC 9113 §8.3.2). */
final class Http2ResponseHead {
    /** An interim response that tells the client to send its body. */
    static final Http2Headers CONTINUE = ReadOnlyHttp2Headers.serverHeaders(false, AsciiString.of("100"));

    /** What only the transport can know, or belongs to connections of HTTP/1.1 (§8.2.2). */
    private static final Set<AsciiString> OWN = Set.of(
            HttpHeaderNames.CONNECTION,
            HttpHeaderNames.CONTENT_LENGTH,
            HttpHeaderNames.DATE,
            AsciiString.of("keep-alive"),
            AsciiString.of("proxy-connection"),
            HttpHeaderNames.TRANSFER_ENCODING,
            HttpHeaderNames.UPGRADE);

    private Http2ResponseHead() {}

    static Http2Headers of(int status, Headers headers, OptionalLong length, String date) {
        var fields = new ArrayList<AsciiString>();
        fields.add(HttpHeaderNames.DATE);
        fields.add(new AsciiString(date));
        if (length.isPresent()) {
            fields.add(HttpHeaderNames.CONTENT_LENGTH);
            fields.add(new AsciiString(Long.toString(length.getAsLong())));
        }
        headers.forEach((name, value) -> {
            AsciiString lower = new AsciiString(name).toLowerCase();
            if (!OWN.contains(lower)) {
                fields.add(lower);
                fields.add(new AsciiString(value));
            }
        });
        return ReadOnlyHttp2Headers.serverHeaders(
                false, HttpResponseStatus.valueOf(status).codeAsText(), fields.toArray(AsciiString[]::new));
    }
}
