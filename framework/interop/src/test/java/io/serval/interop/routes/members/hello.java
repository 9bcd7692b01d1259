package io.serval.interop.routes.members;

import io.serval.core.Socket;

/** Greets. */
final class hello {
    void ws(Socket socket) {
        socket.send("hello");
        socket.receive();
    }
}
