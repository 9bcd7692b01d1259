package io.serval.testkit;

import io.serval.testkit.internal.Inbox;
import io.serval.testkit.internal.Sent;
import io.serval.testkit.internal.SocketLink;
import io.serval.testkit.internal.SocketLink.Frame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The client's end of a WebSocket (RFC 6455). What waits in vain throws an {@link AssertionError} that tells what had
 * arrived. For one thread.
 */
public final class TestSocket implements AutoCloseable {
    private final Sent sent;
    private final TestResponse handshake;
    private final SocketLink link;
    private final Duration timeout;

    TestSocket(Sent sent, TestResponse handshake, SocketLink link, Duration timeout) {
        this.sent = sent;
        this.handshake = handshake;
        this.link = link;
        this.timeout = timeout;
    }

    /** The 101 with which the server agreed. */
    public TestResponse handshake() {
        return handshake;
    }

    /** The subprotocol that the server chose; see {@link TestRequest#offering}. */
    public Optional<String> protocol() {
        return handshake.header("Sec-WebSocket-Protocol");
    }

    /**
     * Sends a text message.
     *
     * @throws AssertionError if the server does not take it in time
     */
    public TestSocket send(String message) {
        return sendPiece(message, true);
    }

    /** Sends a binary message; otherwise as {@link #send(String)}. */
    public TestSocket send(byte[] message) {
        return sendPiece(message, true);
    }

    /**
     * Sends the next piece of a text message, in a frame of its own (RFC 6455 §5.4); otherwise as {@link #send(String)}.
     *
     * @param last whether the message ends with it
     */
    public TestSocket sendPiece(String piece, boolean last) {
        return sendPiece(true, piece.getBytes(StandardCharsets.UTF_8), last);
    }

    /** Sends the next piece of a binary message; otherwise as {@link #sendPiece(String, boolean)}. */
    public TestSocket sendPiece(byte[] piece, boolean last) {
        return sendPiece(false, piece.clone(), last);
    }

    /**
     * Returns the next message, a text message; blocks until it comes.
     *
     * @throws AssertionError if none comes in time, another comes, the connection breaks or the server closes the socket
     */
    public String next() {
        Frame frame = take();
        if (frame instanceof Frame.Text text) {
            return text.text();
        }
        throw unexpected("a text message", frame);
    }

    /** Returns the next so many text messages; blocks until they have come. */
    public List<String> next(int count) {
        return Stream.generate(this::next).limit(count).toList();
    }

    /** Returns the next message, a binary message; otherwise as {@link #next()}. */
    public byte[] nextBytes() {
        Frame frame = take();
        if (frame instanceof Frame.Binary binary) {
            return binary.bytes();
        }
        throw unexpected("a binary message", frame);
    }

    /**
     * Expects that the server closes the socket with the code (RFC 6455 §7.4) and without another message; blocks until
     * it does. Returns the reason that it gives.
     *
     * @throws AssertionError if a message comes, the code is another, or the end does not come in time
     */
    public String closes(int code) {
        Frame frame = take();
        if (frame instanceof Frame.Closed closed && closed.code() == code) {
            return closed.reason();
        }
        throw unexpected("the end with " + code, frame);
    }

    /**
     * Closes the socket with the code; {@link #closes} then expects the server's answer, which is the same code.
     *
     * @param reason at most 123 bytes in UTF-8
     */
    public TestSocket close(int code, String reason) {
        try {
            link.close(code, reason);
            return this;
        } catch (IOException e) {
            throw failure("the end with " + code + " could not be sent: " + e.getMessage());
        }
    }

    /** Breaks the connection off without a word, as a client whose network fails. */
    public void cut() {
        link.cut();
    }

    /** Leaves, as a client that closes its connection: with 1000, and without waiting for the server. */
    @Override
    public void close() {
        link.close();
    }

    private TestSocket sendPiece(boolean text, byte[] piece, boolean last) {
        try {
            link.send(text, piece, last);
            return this;
        } catch (IOException e) {
            throw failure("a message could not be sent: " + e.getMessage());
        }
    }

    private Frame take() {
        Inbox<Frame> received = link.received();
        try {
            Optional<Frame> frame = received.take(timeout);
            return frame.orElseThrow(() -> failure("the socket was closed before"));
        } catch (TimeoutException e) {
            throw failure(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw failure(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("the test was interrupted");
        }
    }

    private AssertionError unexpected(String expected, Frame frame) {
        return failure("expected " + expected + ", but there came " + frame);
    }

    private AssertionError failure(String what) {
        return new AssertionError("On the WebSocket " + sent.target() + " " + what + ". Arrived: "
                + link.received().arrived());
    }
}
