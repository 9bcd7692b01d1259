package io.serval.testkit.internal;

import io.serval.core.Headers;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;

/** The way to an application under test. For use by many threads. */
public interface Driver extends AutoCloseable {
    /**
     * The beginning of an answer.
     *
     * @param body what follows, as it arrives; closing it before its end is to leave
     */
    record Opened(int status, Headers headers, InputStream body) {}

    /** A WebSocket, or the answer in place of one. */
    sealed interface Handshake {
        /** The socket is open; the header fields are those of the 101. */
        record Open(SocketLink link, Headers headers) implements Handshake {}

        /** The server answered, and not with 101. */
        @SuppressWarnings("ArrayRecordComponent") // nobody compares answers
        record Refused(int status, Headers headers, byte[] body) implements Handshake {}
    }

    /**
     * Sends the request and returns once the head of the answer is there.
     *
     * @throws AssertionError if none comes in time, or the connection breaks
     */
    Opened open(Sent request, Duration timeout);

    /**
     * Asks to open a WebSocket by the request.
     *
     * @throws AssertionError if no answer comes in time, or the connection breaks
     */
    Handshake socket(Sent request, Duration timeout);

    /** The address of a path, for other clients. */
    URI uri(String path);

    @Override
    void close();
}
