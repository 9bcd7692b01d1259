package io.serval.testkit;

import io.serval.testkit.internal.Inbox;
import io.serval.testkit.internal.Sent;
import io.serval.testkit.internal.SocketLink;
import io.serval.testkit.internal.SocketLink.Frame;
import java.io.IOException;
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
    private final SocketLink link;
    private final Duration timeout;

    TestSocket(Sent sent, SocketLink link, Duration timeout) {
        this.sent = sent;
        this.link = link;
        this.timeout = timeout;
    }

    /** Sends a text message. */
    public TestSocket send(String message) {
        link.send(message);
        return this;
    }

    /**
     * Returns the next text message; blocks until it comes.
     *
     * @throws AssertionError if none comes in time, the connection breaks or the server closes the socket
     */
    public String next() {
        return switch (take()) {
            case Frame.Text text -> text.text();
            case Frame.Closed closed -> throw failure("the server closed the socket with " + closed);
        };
    }

    /** Returns the next so many messages; blocks until they have come. */
    public List<String> next(int count) {
        return Stream.generate(this::next).limit(count).toList();
    }

    /**
     * Expects that the server closes the socket with the code (RFC 6455 §7.4) and without another message; blocks until
     * it does. Returns the reason that it gives.
     *
     * @throws AssertionError if a message comes, the code is another, or the end does not come in time
     */
    public String closes(int code) {
        return switch (take()) {
            case Frame.Text text -> throw failure("expected the end with " + code + ", but there came " + text);
            case Frame.Closed closed -> {
                if (closed.code() != code) {
                    throw failure("expected the end with " + code + ", was " + closed);
                }
                yield closed.reason();
            }
        };
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

    private AssertionError failure(String what) {
        return new AssertionError("On the WebSocket " + sent.target() + " " + what + ". Arrived: "
                + link.received().arrived());
    }

    /** Leaves, as a client that closes its connection. */
    @Override
    public void close() {
        link.close();
    }
}
