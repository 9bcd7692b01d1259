package io.serval.netty;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A client that says what it is told, byte for byte. */
final class RawClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;

    RawClient(NettyServer server) throws IOException {
        this(new Socket(), server.port());
    }

    private RawClient(Socket unconnected, int port) throws IOException {
        socket = unconnected;
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    static RawClient onPort(int port) throws IOException {
        return new RawClient(new Socket(), port);
    }

    /** A client that the network holds little for. */
    static RawClient withSmallBuffer(NettyServer server) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(4 * 1024);
        return new RawClient(socket, server.port());
    }

    /** An answer; the names of its headers are in lower case. */
    record Answer(int status, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    RawClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** Sends a GET that HTTP/1.1 is content with. */
    RawClient get(String target, String... headers) throws IOException {
        return send("GET " + target + " HTTP/1.1\r\nHost: test\r\n" + String.join("", headers) + "\r\n");
    }

    /** Sends the head of a POST. */
    RawClient post(String... headers) throws IOException {
        return send("POST / HTTP/1.1\r\nHost: test\r\n" + String.join("\r\n", headers) + "\r\n\r\n");
    }

    /** Reads an answer with its body. */
    Answer answer() throws IOException {
        Answer head = head();
        if (head.header("transfer-encoding").equals("chunked")) {
            var body = new StringBuilder();
            for (String chunk = chunk(); !chunk.isEmpty(); chunk = chunk()) {
                body.append(chunk);
            }
            return new Answer(head.status, head.headers, body.toString());
        }
        int length = Integer.parseInt(head.headers.getOrDefault("content-length", "0"));
        return new Answer(head.status, head.headers, new String(bytes(length), StandardCharsets.UTF_8));
    }

    /** Reads the head of an answer. */
    Answer head() throws IOException {
        int status = Integer.parseInt(line().substring(9, 12));
        var headers = new LinkedHashMap<String, String>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new Answer(status, headers, "");
    }

    /** Reads a chunk; the last one is empty. */
    String chunk() throws IOException {
        String text = new String(bytes(Integer.parseInt(line(), 16)), StandardCharsets.UTF_8);
        line();
        return text;
    }

    byte[] bytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("Closed after " + bytes.length + " of " + count + " bytes.");
        }
        return bytes;
    }

    /** Reads what is left until the server closes. */
    String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    /** How many bytes have arrived and are not read yet. */
    int available() throws IOException {
        return in.available();
    }

    /** Closes with a FIN. */
    void leave() throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        leave();
    }

    /** Closes with an RST. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("Closed after '" + line.toString(StandardCharsets.UTF_8) + "'.");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8).strip();
    }
}
