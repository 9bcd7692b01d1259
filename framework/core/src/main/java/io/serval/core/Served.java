package io.serval.core;

import java.time.Duration;
import java.util.Optional;

/**
 * An exchange that has ended.
 *
 * @param method the HTTP method's name, as sent: anything that a client may think of
 * @param target the request target, as sent, with its query: not to be trusted in a log line, and it may hold secrets
 * @param template the path template of the route, as in {@code /orders/{id}}; empty where none was found
 * @param status the status that was sent, or that was to be sent when the client left; 101 of a WebSocket, 200 of
 *     one over HTTP/2, 0 if the client left before there was an answer
 * @param peer who asked
 * @param id the request's id
 * @param requestBytes how many bytes of the request's body have arrived
 * @param responseBytes how many bytes of the response's body were handed to the connection
 * @param took the time from the request's head to the end of the exchange
 * @param cause why its scope was cancelled; empty if it was not
 */
public record Served(
        String method,
        String target,
        String template,
        int status,
        Peer peer,
        String id,
        long requestBytes,
        long responseBytes,
        Duration took,
        Optional<Scope.Cause> cause) {

    /** The path of the target, without its query, as sent. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }
}
