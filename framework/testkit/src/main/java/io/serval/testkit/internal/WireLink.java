package io.serval.testkit.internal;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A WebSocket over a connection, as a client speaks it (RFC 6455 §5): it masks what it sends, answers pings, and reads no
 * more than a few messages ahead of the test.
 */
final class WireLink implements SocketLink {
    private static final Logger LOG = System.getLogger(WireLink.class.getName());
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int NORMAL = 1000;
    private static final int NO_CODE = 1005;

    private final Socket connection;
    private final DataInputStream in;
    private final Duration timeout;
    private final Inbox<Frame> received = new Inbox<>();
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();

    /** Of whoever writes a frame: the test, or the reader that answers a ping. */
    private final ReentrantLock writing = new ReentrantLock();

    private boolean within;
    private boolean closing;
    private boolean text;

    /** Takes over a connection on which the handshake has been made. */
    WireLink(Socket connection, DataInputStream in, Duration timeout) {
        this.connection = connection;
        this.in = in;
        this.timeout = timeout;
        Thread.ofVirtual().name("serval-test-reader").start(this::read);
    }

    @Override
    public void send(boolean isText, byte[] piece, boolean last) throws IOException {
        int opcode = within ? CONTINUATION : isText ? TEXT : BINARY;
        within = !last;
        inTime(() -> write(opcode, piece, last));
    }

    @Override
    public Inbox<Frame> received() {
        return received;
    }

    @Override
    public void close(int code, String reason) throws IOException {
        byte[] words = reason.getBytes(StandardCharsets.UTF_8);
        byte[] payload = ByteBuffer.allocate(Short.BYTES + words.length)
                .putShort((short) code)
                .put(words)
                .array();
        inTime(() -> write(CLOSE, payload, true));
    }

    @Override
    public void cut() {
        received.close();
        try {
            // A reset, so that the server need not find out by writing.
            connection.setSoLinger(true, 0);
            connection.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "The connection was gone before it could be cut.", e);
        }
    }

    @Override
    public void close() {
        received.close();
        try {
            close(NORMAL, "");
            connection.shutdownOutput();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "The connection was gone before it could be closed.", e);
        }
    }

    private void read() {
        try (connection) {
            while (readFrame()) {
                // The next one.
            }
        } catch (IOException e) {
            received.fail(new IOException("The connection broke: " + e, e));
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody interrupts the reader.", e);
        }
    }

    private boolean readFrame() throws IOException, InterruptedException {
        int first = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        if ((second & 0x80) != 0 || (first & 0x70) != 0) {
            throw new IOException("A server neither masks nor uses bits that nobody agreed on.");
        }
        long length = switch (second) {
            case 126 -> in.readUnsignedShort();
            case 127 -> in.readLong();
            default -> second;
        };
        byte[] payload = new byte[Math.toIntExact(length)];
        in.readFully(payload);
        switch (first & 0xf) {
            case CONTINUATION -> take(payload, (first & 0x80) != 0);
            case TEXT, BINARY -> {
                text = (first & 0xf) == TEXT;
                take(payload, (first & 0x80) != 0);
            }
            case PING -> write(PONG, payload, true);
            case PONG -> {
                // That the server is there is all that it says.
            }
            case CLOSE -> {
                closed(payload);
                return false;
            }
            default -> throw new IOException("A frame begins with the byte " + first + ", which means nothing.");
        }
        return true;
    }

    private void take(byte[] payload, boolean last) throws InterruptedException {
        message.writeBytes(payload);
        if (last) {
            byte[] whole = message.toByteArray();
            message.reset();
            received.put(text ? new Frame.Text(new String(whole, StandardCharsets.UTF_8)) : new Frame.Binary(whole));
        }
    }

    private void closed(byte[] payload) throws InterruptedException {
        int code = payload.length < Short.BYTES
                ? NO_CODE
                : ByteBuffer.wrap(payload).getShort() & 0xffff;
        String reason = payload.length < Short.BYTES
                ? ""
                : new String(Arrays.copyOfRange(payload, Short.BYTES, payload.length), StandardCharsets.UTF_8);
        try {
            write(CLOSE, payload.length == 0 ? payload : Arrays.copyOf(payload, Short.BYTES), true);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "The server did not wait for the answer to its close frame.", e);
        }
        received.put(new Frame.Closed(code, reason));
        received.end();
    }

    /** Nothing may follow a close frame, so the second one is none (RFC 6455 §5.5.1). */
    private void write(int opcode, byte[] payload, boolean last) throws IOException {
        writing.lock();
        try {
            if (closing) {
                return;
            }
            closing = opcode == CLOSE;
            connection.getOutputStream().write(WireFrame.masked(opcode, payload, last));
        } finally {
            writing.unlock();
        }
    }

    private interface Writing {
        void run() throws IOException;
    }

    /** A server that does not read makes writing block. */
    private void inTime(Writing task) throws IOException {
        var written = new CompletableFuture<Boolean>();
        Thread writer = Thread.ofVirtual().name("serval-test-writer").start(() -> {
            try {
                task.run();
                written.complete(true);
            } catch (IOException e) {
                written.completeExceptionally(e);
            }
        });
        try {
            written.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            writer.interrupt();
            throw new IOException("the server did not take it within " + timeout, e);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            writer.interrupt();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the test was interrupted");
        }
    }
}
