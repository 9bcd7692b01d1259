package io.serval.netty;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Predicate;

/** A client of HTTP/2 that sends what it is told, frame by frame. */
final class RawHttp2 implements AutoCloseable {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;
    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final DefaultHttp2HeadersDecoder fields = new DefaultHttp2HeadersDecoder(false);

    /** Connects, and says the preface with these settings: an identifier and a value, in turn. */
    RawHttp2(NettyServer server, int... settings) throws IOException {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new DataInputStream(socket.getInputStream());
        socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        var payload = ByteBuffer.allocate(3 * settings.length);
        for (int i = 0; i < settings.length; i += 2) {
            payload.putShort((short) settings[i]).putInt(settings[i + 1]);
        }
        frame(SETTINGS, 0, 0, payload.array());
    }

    record Frame(int type, int flags, int stream, byte[] payload) {
        boolean ends() {
            return (flags & END_STREAM) != 0;
        }

        /** The error of an RST_STREAM. */
        int error() {
            return ByteBuffer.wrap(payload).getInt();
        }

        /** The error of a GOAWAY. */
        int goAwayError() {
            return ByteBuffer.wrap(payload).getInt(4);
        }
    }

    /** An answer, whole. */
    record Answer(Http2Headers headers, String body) {
        String status() {
            return headers.status().toString();
        }
    }

    RawHttp2 frame(int type, int flags, int stream, byte[] payload) throws IOException {
        socket.getOutputStream().write(bytes(type, flags, stream, payload));
        return this;
    }

    static byte[] bytes(int type, int flags, int stream, byte... payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .put((byte) (payload.length >> 16))
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    RawHttp2 send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** Sends a GET that is whole. */
    RawHttp2 get(int stream, String path, String... more) throws IOException {
        return frame(HEADERS, END_HEADERS | END_STREAM, stream, head("GET", path, more));
    }

    /** Sends the head of a POST. */
    RawHttp2 post(int stream, String path, String... more) throws IOException {
        return frame(HEADERS, END_HEADERS, stream, head("POST", path, more));
    }

    RawHttp2 data(int stream, boolean end, byte[] bytes) throws IOException {
        return frame(DATA, end ? END_STREAM : 0, stream, bytes);
    }

    RawHttp2 reset(int stream) throws IOException {
        return frame(RST_STREAM, 0, stream, ByteBuffer.allocate(4).putInt(8).array());
    }

    RawHttp2 window(int stream, int more) throws IOException {
        return frame(
                WINDOW_UPDATE, 0, stream, ByteBuffer.allocate(4).putInt(more).array());
    }

    /** Fields of a request, none of them compressed. */
    static byte[] head(String method, String path, String... more) throws IOException {
        return block(
                concat(new String[] {":method", method, ":scheme", "http", ":path", path, ":authority", "test"}, more));
    }

    static byte[] block(String... namesAndValues) throws IOException {
        var block = new ByteArrayOutputStream();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            block.write(0);
            for (int j = i; j < i + 2; j++) {
                byte[] text = namesAndValues[j].getBytes(StandardCharsets.ISO_8859_1);
                block.write(text.length);
                block.write(text);
            }
        }
        return block.toByteArray();
    }

    /** Reads the next frame. */
    Frame next() throws IOException {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        return new Frame(type, flags, stream, in.readNBytes(length));
    }

    /** Reads on to a frame of this type. */
    Frame next(int type) throws IOException {
        return next(frame -> frame.type == type);
    }

    Frame next(Predicate<Frame> wanted) throws IOException {
        Frame frame = next();
        while (!wanted.test(frame)) {
            frame = next();
        }
        return frame;
    }

    /** Reads the head of an answer. */
    Http2Headers headers(int stream) throws IOException, Http2Exception {
        return fields.decodeHeaders(stream, Unpooled.wrappedBuffer(next(HEADERS).payload()));
    }

    /** Reads an answer that has a body, opening the window for it. */
    Answer answer(int stream) throws IOException, Http2Exception {
        Http2Headers head = headers(stream);
        var body = new ByteArrayOutputStream();
        Frame frame;
        do {
            frame = next(DATA);
            body.write(frame.payload);
        } while (!frame.ends());
        return new Answer(head, body.toString(StandardCharsets.UTF_8));
    }

    /** Closes with a FIN. */
    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static String[] concat(String[] some, String... more) {
        String[] all = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }
}
