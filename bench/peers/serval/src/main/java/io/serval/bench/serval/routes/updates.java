package io.serval.bench.serval.routes;

import io.serval.bench.serval.Updates;
import io.serval.core.Content;
import io.serval.core.Headers;
import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.core.Socket;

/** The same updates by a WebSocket, as server-sent events, or those after a number, for who asks again and again. */
record updates(Updates updates) {
    private static final String EVENTS = "text/event-stream";

    Response get(Request request, long after) {
        if (request.headers().all("Accept").contains(EVENTS)) {
            return new Response(200, Headers.of("Content-Type", EVENTS), new Content.Push(updates::pushEvents));
        }
        return Response.json(updates.after(after));
    }

    void ws(Socket socket) {
        updates.pushMessages(socket.outlet());
        // Nobody sends anything: it returns when the client has left.
        socket.receive();
    }
}
