package io.serval.netty.internal;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.ReadOnlyHttp2Headers;
import io.netty.util.AsciiString;
import io.serval.core.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
            HttpHeaderNames.SEC_WEBSOCKET_ACCEPT,
            HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS,
            HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL,
            HttpHeaderNames.TRANSFER_ENCODING,
            HttpHeaderNames.UPGRADE);

    private Http2ResponseHead() {}

    static Http2Headers of(int status, Headers headers, OptionalLong length, String date) {
        var own = new ArrayList<AsciiString>();
        if (length.isPresent()) {
            add(own, HttpHeaderNames.CONTENT_LENGTH, Long.toString(length.getAsLong()));
        }
        return of(status, headers, own, date);
    }

    /** Returns the head that makes the stream a WebSocket (RFC 8441 §5). */
    static Http2Headers ofSocket(Headers headers, Optional<String> protocol, Optional<String> extensions, String date) {
        var own = new ArrayList<AsciiString>();
        protocol.ifPresent(chosen -> add(own, HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, chosen));
        extensions.ifPresent(agreed -> add(own, HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, agreed));
        return of(200, headers, own, date);
    }

    private static void add(List<AsciiString> fields, AsciiString name, String value) {
        fields.add(name);
        fields.add(new AsciiString(value));
    }

    private static Http2Headers of(int status, Headers headers, List<AsciiString> own, String date) {
        var fields = new ArrayList<AsciiString>();
        add(fields, HttpHeaderNames.DATE, date);
        fields.addAll(own);
        headers.forEach((name, value) -> {
            AsciiString lower = new AsciiString(name).toLowerCase();
            if (!OWN.contains(lower)) {
                add(fields, lower, value);
            }
        });
        return ReadOnlyHttp2Headers.serverHeaders(
                false, HttpResponseStatus.valueOf(status).codeAsText(), fields.toArray(AsciiString[]::new));
    }
}
