package io.serval.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One WebSocket of a client: the handshake, the greetings, and messages of which every echo is compared. */
final class WsConnection {
    private static final int READ_BYTES = 4096;
    private static final int FINAL = 0x80;
    private static final int LONG_LENGTH = 126;
    private static final int CLOSE_NORMALLY = 1000;

    /** The example of RFC 6455 §1.3. */
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    private final SocketChannel channel;
    private final WsDialect dialect;
    private final WsFrames frames;
    private final ByteBuffer out;
    private final long firstNumber;
    private final ByteBuffer in = ByteBuffer.allocateDirect(READ_BYTES);
    private boolean upgraded;
    private int greeted;
    private int sent;
    private int echoed;
    private boolean closing;
    private boolean closed;

    /**
     * Connects, and asks for the WebSocket.
     *
     * @param id in the upper half of the numbers of its messages
     * @param out for what it writes, shared with others of the same thread
     */
    WsConnection(InetSocketAddress server, WsDialect dialect, WsFrames frames, ByteBuffer out, int id)
            throws IOException {
        this.dialect = dialect;
        this.frames = frames;
        this.out = out;
        firstNumber = (long) id << Integer.SIZE;
        channel = SocketChannel.open(server);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true).configureBlocking(false);
        String host = "127.0.0.1:" + server.getPort();
        out.clear();
        out.put("""
                GET %s HTTP/1.1\r
                Host: %s\r
                Origin: http://%s\r
                User-Agent: bench\r
                Cookie: session=0123456789abcdef0123456789abcdef\r
                Connection: Upgrade\r
                Upgrade: websocket\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: %s\r
                \r
                """.formatted(dialect.path(), host, host, KEY).getBytes(StandardCharsets.US_ASCII));
        write();
    }

    SocketChannel channel() {
        return channel;
    }

    /** Whether the server has closed it, after it was asked to. */
    boolean closed() {
        return closed;
    }

    /** Sends messages, all in one write. */
    void send(int count) throws IOException {
        out.clear();
        for (int i = 0; i < count; i++) {
            frames.put(out, firstNumber | sent++);
        }
        write();
    }

    /** Sends a close frame (RFC 6455 §5.5.1). */
    void sendClose() throws IOException {
        closing = true;
        out.clear();
        frames.put(out, WsFrames.CLOSE, new byte[] {(byte) (CLOSE_NORMALLY >> 8), (byte) CLOSE_NORMALLY});
        write();
    }

    /**
     * Reads what is there, and answers what is no echo. The first message is sent as soon as one can be.
     *
     * @return the number of echoes, each of which was the one awaited
     */
    int read() throws IOException {
        int before = echoed;
        boolean ended = channel.read(in) < 0;
        in.flip();
        if (upgraded || upgrade()) {
            while (hasFrame()) {
                frame();
            }
        }
        in.compact();
        closed |= ended;
        if (closed && !closing) {
            throw new BenchException("A server closes a connection that it was not asked to close.");
        }
        return echoed - before;
    }

    /** Whether the whole head of the answer has come, which must be that of an upgrade. */
    private boolean upgrade() throws IOException {
        String head = StandardCharsets.ISO_8859_1.decode(in.duplicate()).toString();
        int end = head.indexOf("\r\n\r\n");
        if (end < 0) {
            return false;
        }
        if (!head.startsWith("HTTP/1.1 101 ") || !head.contains(ACCEPT)) {
            throw new BenchException("A server does not upgrade: " + head);
        }
        in.position(end + 4);
        upgraded = true;
        beginIfGreeted();
        return true;
    }

    private void beginIfGreeted() throws IOException {
        if (greeted == dialect.greetings()) {
            send(1);
        }
    }

    private boolean hasFrame() {
        int there = in.remaining();
        return there >= 2 && there >= headLength() + payloadLength();
    }

    private int headLength() {
        return in.get(in.position() + 1) == LONG_LENGTH ? 4 : 2;
    }

    /** No server has reason to send a frame of 64 KiB. */
    private int payloadLength() {
        int length = in.get(in.position() + 1);
        return length == LONG_LENGTH && in.remaining() >= 4 ? in.getShort(in.position() + 2) & 0xFFFF : length;
    }

    private void frame() throws IOException {
        int opcode = in.get(in.position()) & 0xFF;
        int payload = in.position() + headLength();
        int end = payload + payloadLength();
        int limit = in.limit();
        in.limit(end).position(payload);
        switch (opcode) {
            case FINAL | WsFrames.TEXT -> text();
            case FINAL | WsFrames.PING -> answer(WsFrames.PONG, rest());
            case FINAL | WsFrames.CLOSE -> close();
            default -> throw new BenchException("A server sends a frame that nobody asked for: " + opcode);
        }
        in.limit(limit).position(end);
    }

    private void close() {
        closed = true;
        if (!closing) {
            String code = in.remaining() < Short.BYTES ? "no code" : Integer.toString(in.getShort() & 0xFFFF);
            throw new BenchException(
                    "A server closes a connection with " + code + ": " + new String(rest(), StandardCharsets.UTF_8));
        }
    }

    private void text() throws IOException {
        if (echoed < sent && frames.same(in, firstNumber | echoed)) {
            echoed++;
            return;
        }
        String text = new String(rest(), StandardCharsets.UTF_8);
        String answer = dialect.answers().entrySet().stream()
                .filter(entry -> text.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new BenchException("A server sends something else than it was sent: " + text));
        if (!answer.isEmpty()) {
            answer(WsFrames.TEXT, answer.getBytes(StandardCharsets.UTF_8));
        }
        if (sent == 0) {
            greeted++;
            beginIfGreeted();
        }
    }

    private byte[] rest() {
        byte[] bytes = new byte[in.remaining()];
        in.get(bytes);
        return bytes;
    }

    private void answer(int opcode, byte[] bytes) throws IOException {
        out.clear();
        frames.put(out, opcode, bytes);
        write();
    }

    /** Writes all, as never more than a few messages are awaited: they fit any socket's buffer. */
    private void write() throws IOException {
        out.flip();
        channel.write(out);
        if (out.hasRemaining()) {
            throw new BenchException("A server does not read.");
        }
    }
}
