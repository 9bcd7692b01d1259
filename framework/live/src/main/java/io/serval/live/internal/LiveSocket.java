package io.serval.live.internal;

import io.serval.core.Content;
import io.serval.core.Handler;
import io.serval.core.Headers;
import io.serval.core.Problem;
import io.serval.core.ProblemException;
import io.serval.core.Request;
import io.serval.core.Response;

/**
 * Answers the handshake of a socket of many streams.
 *
 * @param dispatcher answers what the socket's client asks for
 * @param loops serve its streams
 */
public record LiveSocket(Handler dispatcher, Loops loops) implements Handler {
    @Override
    public Response handle(Request request) {
        if (!Wire.upgrades(request)) {
            throw new ProblemException(
                    Problem.of(426, "This is the socket of the live streams: open it as a WebSocket."),
                    Headers.of("Upgrade", "websocket"));
        }
        return new Response(
                101,
                Headers.empty(),
                new Content.WebSocket(outlet -> Multiplexer.open(request, dispatcher, loops, outlet)));
    }
}
