package io.serval.interop.routes;

import io.serval.core.SharedMessage;
import io.serval.core.Socket;
import io.serval.interop.Interop;

/** Sends everybody the same message. */
final class news {
    private final SharedMessage message = SharedMessage.text(Interop.NEWS);

    void ws(Socket socket) {
        socket.send(message);
        socket.receive();
    }
}
