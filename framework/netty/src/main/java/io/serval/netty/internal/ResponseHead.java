package io.serval.netty.internal;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.serval.core.Headers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** Writes status line and header fields (RFC 9112 §4 and §5). */
final class ResponseHead {
    private static final byte[] LINE_END = ascii("\r\n");
    private static final byte[] COLON = ascii(": ");
    private static final int FIRST_STATUS = 100;
    private static final byte[][] STATUS_LINES = IntStream.range(FIRST_STATUS, 600)
            .mapToObj(ResponseHead::makeStatusLine)
            .toArray(byte[][]::new);

    private ResponseHead() {}

    /**
     * Writes a head.
     *
     * @param headers the application's fields; those that the transport owns are left out
     * @param own names and values, in turn, of the transport's fields
     */
    static void write(HeadBytes out, int status, Headers headers, String date, List<String> own) {
        out.add(statusLine(status));
        field(out, "Date", date);
        for (int i = 0; i < own.size(); i += 2) {
            field(out, own.get(i), own.get(i + 1));
        }
        headers.forEach((name, value) -> {
            if (!isOwn(name)) {
                field(out, name, value);
            }
        });
        out.add(LINE_END);
    }

    private static void field(HeadBytes out, String name, String value) {
        out.add(name).add(COLON).add(value).add(LINE_END);
    }

    private static byte[] statusLine(int status) {
        int index = status - FIRST_STATUS;
        return index >= 0 && index < STATUS_LINES.length ? STATUS_LINES[index] : makeStatusLine(status);
    }

    private static byte[] makeStatusLine(int status) {
        return ascii(
                "HTTP/1.1 " + status + " " + HttpResponseStatus.valueOf(status).reasonPhrase() + "\r\n");
    }

    /** Whether only the transport can know what the field says. */
    private static boolean isOwn(String name) {
        return switch (name.length()) {
            case 4 -> name.equalsIgnoreCase("Date");
            case 10 -> name.equalsIgnoreCase("Connection") || name.equalsIgnoreCase("Keep-Alive");
            case 14 -> name.equalsIgnoreCase("Content-Length");
            case 17 -> name.equalsIgnoreCase("Transfer-Encoding");
            case 20 -> name.equalsIgnoreCase("Sec-WebSocket-Accept");
            case 22 -> name.equalsIgnoreCase("Sec-WebSocket-Protocol");
            case 24 -> name.equalsIgnoreCase("Sec-WebSocket-Extensions");
            default -> false;
        };
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
