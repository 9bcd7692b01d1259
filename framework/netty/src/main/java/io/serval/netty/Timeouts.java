package io.serval.netty;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How long the server waits.
 *
 * @param request how long a handler may take before its scope is cancelled and the client gets a 503; empty for as long
 *     as it likes. It does not hold for a body that is written or pushed, nor for WebSockets
 * @param header how long a client may take from the first byte of a request's header to its last; then it gets a 408 and
 *     the connection is closed
 * @param body how long a read of a body may wait for its next piece; then it throws, and the client gets a 408
 * @param write how long a client may take nothing of a response that waits for it; then the connection, or the stream, is
 *     closed. A stream that has nothing to say waits for nobody
 * @param idle how long a connection may go without a request; then it is closed
 * @param handshake how long a client may take for the TLS handshake; then the connection is closed
 * @param ping how long a WebSocket may be silent before it gets a ping
 * @param pong how long a pinged client may stay silent before it is taken for dead
 * @param close how long a client may take to answer the close of a WebSocket; then the connection is closed
 * @param drain how long a stopping server waits for requests in flight
 */
public record Timeouts(
        Optional<Duration> request,
        Duration header,
        Duration body,
        Duration write,
        Duration idle,
        Duration handshake,
        Duration ping,
        Duration pong,
        Duration close,
        Duration drain) {
    /** Refuses a time below zero. */
    public Timeouts {
        List<Duration> all = List.of(header, body, write, idle, handshake, ping, pong, close, drain);
        if (all.stream().anyMatch(Duration::isNegative)
                || request.filter(Duration::isNegative).isPresent()) {
            throw new IllegalArgumentException("No time may be negative: request " + request + ", header " + header
                    + ", body " + body + ", write " + write + ", idle " + idle + ", handshake " + handshake + ", ping "
                    + ping + ", pong " + pong + ", close " + close + ", drain " + drain);
        }
    }

    /**
     * No limit for requests, 10 s for a header, 30 s for a piece of a body, 30 s for a client that takes nothing, 60 s
     * idle, 10 s for a handshake, ping after 15 s, dead 10 s later, 2 s to
     * answer a close, 10 s to drain.
     */
    public static Timeouts defaults() {
        return new Timeouts(
                Optional.empty(),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                Duration.ofSeconds(15),
                Duration.ofSeconds(10),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10));
    }

    /** Returns these time-outs with another deadline for requests. */
    public Timeouts withRequest(Duration deadline) {
        return new Timeouts(Optional.of(deadline), header, body, write, idle, handshake, ping, pong, close, drain);
    }

    /** Returns these time-outs with another time for the header of a request. */
    public Timeouts withHeader(Duration time) {
        return new Timeouts(request, time, body, write, idle, handshake, ping, pong, close, drain);
    }

    /** Returns these time-outs with another time for the next piece of a body. */
    public Timeouts withBody(Duration time) {
        return new Timeouts(request, header, time, write, idle, handshake, ping, pong, close, drain);
    }

    /** Returns these time-outs with another time for a client that takes nothing. */
    public Timeouts withWrite(Duration time) {
        return new Timeouts(request, header, body, time, idle, handshake, ping, pong, close, drain);
    }

    /** Returns these time-outs with another time for idle connections. */
    public Timeouts withIdle(Duration time) {
        return new Timeouts(request, header, body, write, time, handshake, ping, pong, close, drain);
    }

    /** Returns these time-outs with another time for the TLS handshake. */
    public Timeouts withHandshake(Duration time) {
        return new Timeouts(request, header, body, write, idle, time, ping, pong, close, drain);
    }

    /** Returns these time-outs with another heartbeat for WebSockets. */
    public Timeouts withHeartbeat(Duration pingAfter, Duration deadAfter) {
        return new Timeouts(request, header, body, write, idle, handshake, pingAfter, deadAfter, close, drain);
    }

    /** Returns these time-outs with another time for the answer to a close. */
    public Timeouts withClose(Duration time) {
        return new Timeouts(request, header, body, write, idle, handshake, ping, pong, time, drain);
    }

    /** Returns these time-outs with another time to drain. */
    public Timeouts withDrain(Duration time) {
        return new Timeouts(request, header, body, write, idle, handshake, ping, pong, close, time);
    }
}
