package io.serval.netty.internal;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.serval.core.Headers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Writes status line and header fields (RFC 9112 §4 and §5). */
final class ResponseHead {
    /** What only the transport can know. */
    private static final Set<String> OWN = caseless(
            "Connection",
            "Content-Length",
            "Date",
            "Keep-Alive",
            "Sec-WebSocket-Accept",
            "Sec-WebSocket-Extensions",
            "Sec-WebSocket-Protocol",
            "Transfer-Encoding");

    private ResponseHead() {}

    /**
     * Writes a head.
     *
     * @param headers the application's fields; those that the transport owns are left out
     * @param own names and values, in turn, of the transport's fields
     */
    static void write(ByteBuf out, int status, Headers headers, String date, List<String> own) {
        ascii(out, "HTTP/1.1 ");
        ascii(out, Integer.toString(status));
        ascii(out, " ");
        ascii(out, HttpResponseStatus.valueOf(status).reasonPhrase());
        ascii(out, "\r\n");
        field(out, "Date", date);
        for (int i = 0; i < own.size(); i += 2) {
            field(out, own.get(i), own.get(i + 1));
        }
        headers.forEach((name, value) -> {
            if (!OWN.contains(name)) {
                field(out, name, value);
            }
        });
        ascii(out, "\r\n");
    }

    private static void field(ByteBuf out, String name, String value) {
        ascii(out, name);
        ascii(out, ": ");
        out.writeCharSequence(value, StandardCharsets.ISO_8859_1);
        ascii(out, "\r\n");
    }

    private static void ascii(ByteBuf out, String text) {
        out.writeCharSequence(text, StandardCharsets.US_ASCII);
    }

    private static Set<String> caseless(String... names) {
        var set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(Set.of(names));
        return set;
    }
}
