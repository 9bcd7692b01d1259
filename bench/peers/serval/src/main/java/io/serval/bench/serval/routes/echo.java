package io.serval.bench.serval.routes;

import io.serval.core.Message;
import io.serval.core.Socket;
import java.util.Optional;

/** Sends back what comes. */
record echo() {
    void ws(Socket socket) {
        for (Optional<Message> next = socket.receive(); next.isPresent(); next = socket.receive()) {
            switch (next.get()) {
                case Message.Text(String text) -> socket.send(text);
                case Message.Binary(byte[] bytes) -> socket.send(bytes);
            }
        }
    }
}
