package io.serval.rooms;

import io.serval.core.Json;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** A WebSocket client that reads nothing until it is asked to: its messages wait in buffers, and then with the server. */
final class SlowClient implements AutoCloseable {
    private static final int SMALL = 4 * 1024;
    private final Socket socket = new Socket();
    private final DataInputStream in;

    SlowClient(URI address) throws IOException {
        socket.setReceiveBufferSize(SMALL);
        socket.connect(new InetSocketAddress("localhost", address.getPort()));
        socket.setSoTimeout(30_000);
        String target = address.getRawPath() + "?" + address.getRawQuery();
        String handshake = """
                GET %s HTTP/1.1\r
                Host: localhost:%d\r
                Connection: Upgrade\r
                Upgrade: websocket\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                \r
                """.formatted(target, address.getPort());
        socket.getOutputStream().write(handshake.getBytes(StandardCharsets.US_ASCII));
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), SMALL));
        int ends = 0;
        while (ends < 4) {
            int next = in.readUnsignedByte();
            ends = next == '\r' || next == '\n' ? ends + 1 : 0;
        }
    }

    /** The next message (RFC 6455 §5.2; a server does not mask). */
    JsonNode next() throws IOException {
        in.readUnsignedByte();
        int length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = Math.toIntExact(in.readLong());
        }
        return Json.read(new String(in.readNBytes(length), StandardCharsets.UTF_8), JsonNode.class);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
