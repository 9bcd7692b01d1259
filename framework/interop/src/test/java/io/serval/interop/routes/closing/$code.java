package io.serval.interop.routes.closing;

import io.serval.core.Socket;

/** Closes at once, with the code that the path says. */
final class $code {
    void ws(int code, Socket socket) {
        socket.close(code, "as told");
    }
}
