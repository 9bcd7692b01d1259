package io.serval.netty;

import io.netty.handler.codec.http2.Http2Headers;
import io.serval.netty.RawHttp2.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A WebSocket on a stream of {@link RawHttp2}: masks what it sends, and takes frames out of the stream's data. */
final class Http2Socket {
    /** What fits into a frame of HTTP/2. */
    private static final int MOST = 16_000;

    private final RawHttp2 client;
    private final int stream;
    private byte[] unread = {};
    private boolean ended;

    private Http2Socket(RawHttp2 client, int stream) {
        this.client = client;
        this.stream = stream;
    }

    /** Asks for a stream to become a WebSocket. */
    static void ask(RawHttp2 client, int stream, String path, String... more) throws IOException {
        var fields = new ArrayList<>(List.of(
                ":method",
                "CONNECT",
                ":protocol",
                "websocket",
                ":scheme",
                "http",
                ":path",
                path,
                ":authority",
                "test"));
        fields.addAll(List.of("sec-websocket-version", "13"));
        fields.addAll(List.of(more));
        client.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, stream, RawHttp2.block(fields.toArray(String[]::new)));
    }

    /** Asks, and expects to be let in. */
    static Http2Socket open(RawHttp2 client, int stream, String path, String... more) throws Exception {
        ask(client, stream, path, more);
        Http2Headers head = client.headers(stream);
        if (!"200".contentEquals(head.status())) {
            throw new IOException("Not a WebSocket: " + head);
        }
        return new Http2Socket(client, stream);
    }

    /** What goes on behind a request that was asked for and not read the answer of. */
    static Http2Socket on(RawHttp2 client, int stream) {
        return new Http2Socket(client, stream);
    }

    Http2Socket text(String text) throws IOException {
        return send(RawWebSocket.TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    Http2Socket send(int opcode, byte[] payload) throws IOException {
        byte[] frame = RawWebSocket.frame(opcode, true, payload);
        for (int from = 0; from < frame.length; from += MOST) {
            client.data(stream, false, Arrays.copyOfRange(frame, from, Math.min(frame.length, from + MOST)));
        }
        return this;
    }

    Http2Socket close(int code) throws IOException {
        return send(
                RawWebSocket.CLOSE,
                ByteBuffer.allocate(2).putShort((short) code).array());
    }

    /** Reads the next frame of the server: one of less than 64 KiB. */
    RawWebSocket.Frame frame() throws IOException {
        byte[] start = take(2);
        byte[] more = take(start[1] == 126 ? 2 : 0);
        int length = start[1] == 126 ? ByteBuffer.wrap(more).getShort() & 0xffff : start[1];
        return new RawWebSocket.Frame(start[0] & 0x0f, new String(take(length), StandardCharsets.ISO_8859_1));
    }

    /** Reads a close frame and returns its code; then the server must end the stream. */
    int closed() throws IOException {
        RawWebSocket.Frame frame = frame();
        if (frame.opcode() != RawWebSocket.CLOSE) {
            throw new IOException("Expected a close frame, got " + frame);
        }
        return ByteBuffer.wrap(frame.payload().getBytes(StandardCharsets.ISO_8859_1))
                        .getShort()
                & 0xffff;
    }

    /** Reads to the end of the stream; throws if anything else comes on it before. */
    void ends() throws IOException {
        while (!ended) {
            read();
        }
        if (unread.length > 0) {
            throw new IOException("Before the end came " + Arrays.toString(unread));
        }
    }

    private byte[] take(int count) throws IOException {
        while (unread.length < count) {
            if (ended) {
                throw new IOException("The stream has ended.");
            }
            read();
        }
        byte[] taken = Arrays.copyOf(unread, count);
        unread = Arrays.copyOfRange(unread, count, unread.length);
        return taken;
    }

    private void read() throws IOException {
        Frame frame = client.next(any -> any.stream() == stream);
        switch (frame.type()) {
            case RawHttp2.DATA -> {
                var both = new ByteArrayOutputStream();
                both.writeBytes(unread);
                both.writeBytes(frame.payload());
                unread = both.toByteArray();
                ended = frame.ends();
            }
            case RawHttp2.WINDOW_UPDATE -> {
                // What was sent has been taken.
            }
            default -> throw new IOException("Unexpected on stream " + stream + ": " + frame);
        }
    }
}
