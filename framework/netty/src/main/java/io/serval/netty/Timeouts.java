package io.serval.netty;

import java.time.Duration;
import java.util.Optional;

/**
 * How long the server waits.
 *
 * @param request how long a handler may take before its scope is cancelled and the client gets a 503; empty for as long
 *     as it likes. It does not hold for what is pushed, nor for WebSockets
 * @param idle how long a client may take for the header of its next request; then the connection is closed
 * @param body how long a read of a body may wait for its next piece; then it throws, and the client gets a 408
 * @param ping how long a WebSocket may be silent before it gets a ping
 * @param pong how long a pinged client may stay silent before it is taken for dead
 * @param drain how long a stopping server waits for requests in flight
 */
public record Timeouts(
        Optional<Duration> request, Duration idle, Duration body, Duration ping, Duration pong, Duration drain) {
    /** No limit for requests, 60 s idle, 30 s for a piece of a body, ping after 15 s, dead 10 s later, 10 s to drain. */
    public static Timeouts defaults() {
        return new Timeouts(
                Optional.empty(),
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                Duration.ofSeconds(15),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10));
    }

    /** Returns these time-outs with another deadline for requests. */
    public Timeouts withRequest(Duration deadline) {
        return new Timeouts(Optional.of(deadline), idle, body, ping, pong, drain);
    }

    /** Returns these time-outs with another time for idle connections. */
    public Timeouts withIdle(Duration time) {
        return new Timeouts(request, time, body, ping, pong, drain);
    }

    /** Returns these time-outs with another time for the next piece of a body. */
    public Timeouts withBody(Duration time) {
        return new Timeouts(request, idle, time, ping, pong, drain);
    }

    /** Returns these time-outs with another heartbeat for WebSockets. */
    public Timeouts withHeartbeat(Duration pingAfter, Duration deadAfter) {
        return new Timeouts(request, idle, body, pingAfter, deadAfter, drain);
    }

    /** Returns these time-outs with another time to drain. */
    public Timeouts withDrain(Duration time) {
        return new Timeouts(request, idle, body, ping, pong, time);
    }
}
