package io.serval.testkit;

import io.serval.testkit.internal.EventReader;
import io.serval.testkit.internal.Inbox;
import io.serval.testkit.internal.Sent;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A stream of server-sent events (WHATWG HTML §9.2), read as it arrives. What waits in vain throws an
 * {@link AssertionError} that tells what had arrived. For one thread.
 */
public final class EventStream implements AutoCloseable {
    /**
     * One event.
     *
     * @param id the last {@code id} field, which a client resumes from; empty if none came yet
     * @param type the {@code event} field; {@code message} without one
     * @param data the {@code data} lines
     */
    public record Event(String id, String type, String data) {}

    private final Sent sent;
    private final InputStream body;
    private final Duration timeout;
    private final Inbox<Event> inbox = new Inbox<>();

    EventStream(Sent sent, InputStream body, Duration timeout) {
        this.sent = sent;
        this.body = body;
        this.timeout = timeout;
        Thread.ofVirtual()
                .name("serval-test-reader")
                .start(new EventReader<>(body, inbox, (id, type, data) -> new Event(id, type, data)));
    }

    /**
     * Returns the next event with data; blocks until it comes.
     *
     * @throws AssertionError if none comes in time, the connection breaks or the server ends the stream
     */
    public Event next() {
        return take().orElseThrow(() -> failure("the server ended the stream"));
    }

    /** Returns the next so many events; blocks until they have come. */
    public List<Event> next(int count) {
        return Stream.generate(this::next).limit(count).toList();
    }

    /**
     * Expects that the server ends the stream without another event; blocks until it does.
     *
     * @throws AssertionError if an event comes, or the end does not come in time
     */
    public void ends() {
        take().ifPresent(event -> {
            throw failure("expected the end of the stream, but there came " + event);
        });
    }

    private Optional<Event> take() {
        try {
            return inbox.take(timeout);
        } catch (TimeoutException e) {
            throw failure(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw failure("the connection broke: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("the test was interrupted");
        }
    }

    private AssertionError failure(String what) {
        return new AssertionError("On the event stream " + sent + " " + what + ". Arrived: " + inbox.arrived());
    }

    /** Leaves, as a client that closes its connection. */
    @Override
    public void close() {
        inbox.close();
        EventReader.leave(body);
    }
}
