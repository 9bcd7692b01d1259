package io.serval.interop.routes;

import io.serval.core.Message;
import io.serval.core.Socket;
import io.serval.core.Subprotocols;

/** Says again what it hears. */
final class echo {
    @Subprotocols({"v2.echo", "v1.echo"})
    void ws(Socket socket) {
        for (var next = socket.receive(); next.isPresent(); next = socket.receive()) {
            switch (next.get()) {
                case Message.Text(String text) -> socket.send(text);
                case Message.Binary(byte[] bytes) -> socket.send(bytes);
            }
        }
    }
}
