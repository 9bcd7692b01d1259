package io.serval.netty;

import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.netty.NettyServer.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A server with small limits that tells what it understood: method, target, body. */
final class EchoServer {
    static final Limits LIMITS = Limits.defaults()
            .withBodyBytes(1000)
            .withLineBytes(200)
            .withHeaderBytes(400)
            .withHeaderFields(10);

    private EchoServer() {}

    /** Starts one that waits for each header, and for each piece of a body, so long. */
    static NettyServer start(Duration patience) {
        var timeouts = Timeouts.defaults().withHeader(patience).withBody(patience);
        return NettyServer.start(Settings.onPort(0).withLimits(LIMITS).withTimeouts(timeouts), EchoServer::echo);
    }

    private static Response echo(Request request) throws IOException {
        String body = new String(request.body().bytes(), StandardCharsets.ISO_8859_1);
        String query = request.query().first("q").map("?q="::concat).orElse("");
        return Response.text(200, request.method() + " " + request.path() + query + " " + body);
    }
}
