package io.serval.netty;

import io.serval.netty.RawClient.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A WebSocket client that sends the frames it is told, right or wrong. */
final class RawWebSocket implements AutoCloseable {
    static final int CONTINUATION = 0x0;
    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xA;

    private final RawClient client;

    private RawWebSocket(RawClient client) {
        this.client = client;
    }

    /** A frame from the server. */
    record Frame(int opcode, String payload) {}

    /** Opens a socket, by the handshake of RFC 6455 §1.3. */
    static RawWebSocket open(NettyServer server, String path) throws IOException {
        return open(server, path, "");
    }

    /** Opens a socket by a handshake with more header lines. */
    static RawWebSocket open(NettyServer server, String path, String more) throws IOException {
        var client = new RawClient(server);
        Answer answer = client.get(path, HANDSHAKE + more).head();
        if (answer.status() != 101 || !answer.header("sec-websocket-accept").equals("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")) {
            throw new IOException("Not a WebSocket: " + answer);
        }
        return new RawWebSocket(client);
    }

    static final String HANDSHAKE = """
            Connection: keep-alive, Upgrade\r
            Upgrade: websocket\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            """;

    /** Sends a whole text message. */
    RawWebSocket text(String text) throws IOException {
        return send(TEXT, true, text.getBytes(StandardCharsets.UTF_8));
    }

    RawWebSocket close(int code) throws IOException {
        return send(CLOSE, true, ByteBuffer.allocate(2).putShort((short) code).array());
    }

    RawWebSocket send(int opcode, boolean last, byte[] payload) throws IOException {
        client.send(frame(opcode, last, payload));
        return this;
    }

    RawWebSocket sendBytes(byte[] bytes) throws IOException {
        client.send(bytes);
        return this;
    }

    /** Returns a masked frame. */
    static byte[] frame(int opcode, boolean last, byte[] payload) {
        var frame = new ByteArrayOutputStream();
        frame.write((last ? 0x80 : 0) | opcode);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else if (payload.length < 1 << 16) {
            frame.write(0x80 | 126);
            frame.writeBytes(
                    ByteBuffer.allocate(2).putShort((short) payload.length).array());
        } else {
            frame.write(0x80 | 127);
            frame.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
        }
        byte[] mask = {1, 2, 3, 4};
        frame.writeBytes(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.write(payload[i] ^ mask[i % 4]);
        }
        return frame.toByteArray();
    }

    /** Reads the next frame. */
    Frame frame() throws IOException {
        return frame(client.bytes(1)[0] & 0xFF);
    }

    /** Reads the next message, of as many frames as it has. */
    Frame message() throws IOException {
        int start = client.bytes(1)[0] & 0xFF;
        Frame first = frame(start);
        var payload = new StringBuilder(first.payload());
        while ((start & 0x80) == 0) {
            start = client.bytes(1)[0] & 0xFF;
            Frame more = frame(start);
            if (more.opcode() != CONTINUATION) {
                throw new IOException("Expected the rest of a message, got " + more);
            }
            payload.append(more.payload());
        }
        return new Frame(first.opcode(), payload.toString());
    }

    private Frame frame(int start) throws IOException {
        byte bits = client.bytes(1)[0];
        int length = switch (bits) {
            case 126 -> ByteBuffer.wrap(client.bytes(2)).getShort() & 0xFFFF;
            case 127 -> (int) ByteBuffer.wrap(client.bytes(8)).getLong();
            default -> bits;
        };
        return new Frame(start & 0x0F, new String(client.bytes(length), StandardCharsets.ISO_8859_1));
    }

    /** Reads a close frame and returns its code, -1 for none; then the server must close the connection. */
    int closed() throws IOException {
        Frame frame = frame();
        if (frame.opcode() != CLOSE) {
            throw new IOException("Expected a close frame, got " + frame);
        }
        String rest = client.rest();
        if (!rest.isEmpty()) {
            throw new IOException("After the close frame came more: " + rest);
        }
        byte[] payload = frame.payload().getBytes(StandardCharsets.ISO_8859_1);
        return payload.length < 2 ? -1 : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
    }

    RawClient client() {
        return client;
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
