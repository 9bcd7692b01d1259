package io.serval.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** One connection of the bench {@code live}: takes frames or events apart just so far that they can be counted. */
final class LiveClient {
    /** What the text of an event begins with, if it is numbered. */
    private static final byte[] DATA = "\"data\":\"".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private static final int TEXT = 0x81;
    private static final int PING = 0x89;
    private static final byte[] PONG = {(byte) 0x8a, (byte) 0x80, 0, 0, 0, 0};
    /** What Socket.IO is answered, see {@link WsDialect#SOCKET_IO}. */
    private static final byte[] CONNECT = {(byte) 0x81, (byte) 0x82, 0, 0, 0, 0, '4', '0'};

    private static final byte[] STILL_THERE = {(byte) 0x81, (byte) 0x81, 0, 0, 0, 0, '3'};

    private final LiveClientLoop loop;
    private final LiveClientLoop.Form form;
    private final ByteBuffer request;
    private @Nullable SocketChannel channel;
    private @Nullable SelectionKey key;
    private boolean begun;
    /** Of the head of the answer: how many bytes have come, and the status, from the tenth on. */
    private int headBytes;

    private int status;
    private long messages;
    /** Of the head of the answer, or of an event: how much of its end has come. */
    private int ending;
    /** Of a frame: how many of its bytes are still to come; or how many bytes of its header have come. */
    private long frameLeft;

    private int headerBytes;
    private int opcode;
    private byte first;
    private long length;
    private int lengthBytes;
    /** How much of {@link #DATA} has come, or that a number follows. */
    private int matched;

    private int number = -1;

    LiveClient(LiveClientLoop loop, LiveClientLoop.Form form, ByteBuffer request) {
        this.loop = loop;
        this.form = form;
        this.request = request;
    }

    void register(SocketChannel own, SelectionKey registered) {
        channel = own;
        key = registered;
    }

    /** How many messages have come to it. */
    long messages() {
        return messages;
    }

    void stall() {
        if (key != null) {
            key.interestOps(0);
        }
    }

    /** Does what the selector says can be done. */
    void ready(ByteBuffer buffer) {
        SocketChannel own = channel;
        SelectionKey registered = key;
        if (own == null || registered == null) {
            return;
        }
        try {
            if (own.isConnectionPending() || registered.interestOps() == SelectionKey.OP_CONNECT) {
                own.finishConnect();
                own.write(request);
                registered.interestOps(SelectionKey.OP_READ);
                return;
            }
            int read = own.read(buffer.clear());
            if (read < 0) {
                throw new IOException("The server has closed a connection.");
            }
            take(buffer.flip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(ByteBuffer bytes) throws IOException {
        while (!begun && bytes.hasRemaining()) {
            head(bytes.get());
        }
        if (!bytes.hasRemaining()) {
            return;
        }
        if (form == LiveClientLoop.Form.EVENTS) {
            events(bytes);
        } else {
            frames(bytes);
        }
    }

    private void head(byte next) throws IOException {
        headBytes++;
        if (headBytes >= 10 && headBytes <= 12) {
            status = 10 * status + next - '0';
        }
        boolean expected = next == (ending % 2 == 0 ? '\r' : '\n');
        ending = expected ? ending + 1 : next == '\r' ? 1 : 0;
        if (ending == 4) {
            if (status != form.status) {
                throw new IOException("A client was answered " + status + ".");
            }
            begun = true;
            ending = 0;
            loop.begun();
        }
    }

    private void events(ByteBuffer bytes) {
        int count = 0;
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (next == '\n') {
                ending++;
                if (ending == 2) {
                    count++;
                }
            } else if (next != '\r') {
                ending = 0;
            } else {
                ending = 2;
            }
        }
        came(count);
    }

    private void frames(ByteBuffer bytes) throws IOException {
        int count = 0;
        while (bytes.hasRemaining()) {
            if (frameLeft > 0) {
                if (frameLeft == length) {
                    first = bytes.get(bytes.position());
                }
                int here = (int) Math.min(frameLeft, bytes.remaining());
                if (loop.noting()) {
                    find(bytes, here);
                } else {
                    bytes.position(bytes.position() + here);
                }
                frameLeft -= here;
                if (frameLeft == 0) {
                    count += form == LiveClientLoop.Form.SOCKET_IO && answered() ? 0 : 1;
                    ended();
                }
            } else {
                header(bytes.get() & 0xff);
            }
        }
        came(count);
    }

    private void came(int count) {
        messages += count;
        loop.messages(count);
    }

    private void ended() {
        matched = 0;
        if (number >= 0) {
            loop.came(number);
            number = -1;
        }
    }

    private void header(int next) throws IOException {
        headerBytes++;
        if (headerBytes == 1) {
            opcode = next;
        } else if (headerBytes == 2) {
            lengthBytes = next == 126 ? 2 : next == 127 ? 8 : 0;
            length = lengthBytes == 0 ? next : 0;
        } else if (headerBytes > 2) {
            length = length << 8 | next;
            lengthBytes--;
        }
        if (headerBytes >= 2 && lengthBytes == 0) {
            headerBytes = 0;
            frameLeft = length;
            if (opcode == PING && length == 0) {
                send(PONG);
            } else if (opcode != TEXT || length == 0) {
                throw new IOException("A frame is neither a text nor an empty ping: 0x" + Integer.toHexString(opcode));
            }
        }
    }

    /** Whether the frame was one of Socket.IO's own: that it is open, or a ping. */
    private boolean answered() throws IOException {
        if (first == '0') {
            send(CONNECT);
            return true;
        }
        if (first == '2' && length == 1) {
            send(STILL_THERE);
            return true;
        }
        return false;
    }

    private void send(byte[] bytes) throws IOException {
        if (channel != null) {
            channel.write(ByteBuffer.wrap(bytes));
        }
    }

    private void find(ByteBuffer bytes, int count) {
        for (int i = 0; i < count; i++) {
            byte next = bytes.get();
            if (matched == DATA.length) {
                if (next >= '0' && next <= '9') {
                    number = Math.max(0, number) * 10 + next - '0';
                } else {
                    matched++;
                }
            } else if (matched < DATA.length) {
                matched = next == DATA[matched] ? matched + 1 : next == DATA[0] ? 1 : 0;
            }
        }
    }
}
