package io.serval.testkit.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a form of several parts as browsers do (RFC 7578). */
public final class Multipart {
    private static final String BOUNDARY = "serval-test-boundary-7d1f";

    /** The media type, with the boundary that is written. */
    public static final String MEDIA_TYPE = "multipart/form-data; boundary=" + BOUNDARY;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    /** Adds a field. */
    public void field(String name, String value) {
        part("form-data; name=\"" + quoted(name) + '"', "", value.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a file. */
    public void file(String name, String fileName, String type, byte[] content) {
        part(
                "form-data; name=\"" + quoted(name) + "\"; filename=\"" + quoted(fileName) + '"',
                "Content-Type: " + type + "\r\n",
                content);
    }

    /** Returns the body so far. */
    public byte[] bytes() {
        var body = new ByteArrayOutputStream();
        body.writeBytes(written.toByteArray());
        body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        return body.toByteArray();
    }

    private void part(String disposition, String more, byte[] content) {
        String head = "--" + BOUNDARY + "\r\nContent-Disposition: " + disposition + "\r\n" + more + "\r\n";
        written.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        written.writeBytes(content);
        written.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** Escapes what would end the quotes or the line (WHATWG HTML, multipart/form-data encoding). */
    private static String quoted(String text) {
        return text.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }
}
