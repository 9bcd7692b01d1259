package io.serval.testkit.internal;

import io.serval.core.Headers;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The client's side of the WebSocket handshake (RFC 6455 §4.1). It is our own since the JDK's client shows no header field
 * of a 101, and sends none of its own that a test may want to.
 */
final class WireHandshake {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int LONGEST_HEAD = 64 * 1024;

    private WireHandshake() {}

    /** Returns the headers with those that ask for a WebSocket, where a test does not set them itself. */
    static Headers asking(Headers headers) {
        byte[] key = new byte[16];
        ThreadLocalRandom.current().nextBytes(key);
        Headers own = Headers.of(
                "Connection",
                "Upgrade",
                "Upgrade",
                "websocket",
                "Sec-WebSocket-Version",
                "13",
                "Sec-WebSocket-Key",
                Base64.getEncoder().encodeToString(key));
        var missing = new ArrayList<String>();
        own.forEach((name, value) -> {
            if (!headers.contains(name)) {
                missing.add(name);
                missing.add(value);
            }
        });
        return headers.followedBy(Headers.of(missing.toArray(String[]::new)));
    }

    /** Asks at the address; blocks until there is an answer. */
    static Driver.Handshake open(URI address, Sent sent, Duration timeout) throws IOException {
        Headers headers = Headers.of("Host", address.getAuthority()).followedBy(asking(sent.headers()));
        var connection = new Socket(address.getHost(), address.getPort());
        boolean open = false;
        try {
            connection.setTcpNoDelay(true);
            connection.setSoTimeout(Math.toIntExact(timeout.toMillis()));
            connection.getOutputStream().write(head(sent, headers));
            var in = new DataInputStream(new BufferedInputStream(connection.getInputStream()));
            String[] lines = readHead(in).split("\r\n", -1);
            int status = Integer.parseInt(lines[0].split(" ", 3)[1]);
            Headers answered = fields(lines);
            if (status != 101) {
                return new Driver.Handshake.Refused(status, answered, body(in, answered));
            }
            check(headers, answered);
            connection.setSoTimeout(0);
            open = true;
            return new Driver.Handshake.Open(new WireLink(connection, in, timeout), answered);
        } finally {
            if (!open) {
                connection.close();
            }
        }
    }

    private static byte[] head(Sent sent, Headers headers) {
        var head = new StringBuilder(sent.method() + " " + sent.target() + " HTTP/1.1\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String readHead(DataInputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.length() < LONGEST_HEAD) {
            head.append((char) in.readUnsignedByte());
            if (head.length() >= 4 && head.substring(head.length() - 4).equals("\r\n\r\n")) {
                return head.substring(0, head.length() - 4);
            }
        }
        throw new IOException("The head of the answer does not end.");
    }

    private static Headers fields(String[] lines) {
        var fields = new ArrayList<String>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            fields.add(lines[i].substring(0, colon));
            fields.add(lines[i].substring(colon + 1).strip());
        }
        return Headers.of(fields.toArray(String[]::new));
    }

    private static byte[] body(DataInputStream in, Headers headers) throws IOException {
        if (headers.contains("Content-Length")) {
            return in.readNBytes(
                    Integer.parseInt(headers.first("Content-Length").orElseThrow()));
        }
        return headers.contains("Transfer-Encoding") ? chunks(in) : in.readAllBytes();
    }

    private static byte[] chunks(DataInputStream in) throws IOException {
        var body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
            body.writeBytes(in.readNBytes(size));
            line(in);
        }
        return body.toByteArray();
    }

    private static String line(DataInputStream in) throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("The answer breaks off.");
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }

    private static void check(Headers asked, Headers answered) throws IOException {
        String key = asked.first("Sec-WebSocket-Key").orElseThrow();
        if (!answered.all("Sec-WebSocket-Accept").contains(accept(key))) {
            throw new IOException("The server switches protocols without the right Sec-WebSocket-Accept.");
        }
    }

    private static String accept(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1.", e);
        }
    }
}
