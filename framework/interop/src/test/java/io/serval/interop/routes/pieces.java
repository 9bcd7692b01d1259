package io.serval.interop.routes;

import io.serval.core.Socket;
import java.io.IOException;
import java.io.Writer;

/** Sends a message piece by piece while it makes it. */
final class pieces {
    void ws(Socket socket) throws IOException {
        try (Writer message = socket.sendText()) {
            for (int i = 0; i < 10_000; i++) {
                message.write("line " + i + "\n");
            }
        }
        socket.receive();
    }
}
