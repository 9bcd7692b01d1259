package io.serval.interop;

import io.serval.testkit.TestApp;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The application, once for each way to talk to it; started when it is asked for first. */
final class Servers implements AutoCloseable {
    /** The largest message, in bytes. */
    static final int LARGEST = 2 << 20;

    private final Map<List<Boolean>, TestApp> started = new HashMap<>();
    private final Certificate certificate;

    Servers(Path folder) throws Exception {
        certificate = Certificate.make(folder);
    }

    Certificate certificate() {
        return certificate;
    }

    /** Returns what asks for the path, of the server with or without TLS and compression. */
    Client.Ask ask(boolean secure, boolean compression, String path) {
        return new Client.Ask(
                URI.create((secure ? "wss" : "ws") + "://localhost:"
                        + server(secure, compression).uri("/").getPort() + path),
                compression,
                List.of(),
                Map.of());
    }

    /** The address for other requests. */
    URI http(String path) {
        return server(false, false).uri(path);
    }

    private TestApp server(boolean secure, boolean compression) {
        return started.computeIfAbsent(List.of(secure, compression), way -> {
            var setup = TestApp.of(Interop.class)
                    .set("websocket.compression", Boolean.toString(compression))
                    .set("limits.message-bytes", Integer.toString(LARGEST));
            if (secure) {
                setup.set("tls.certificate", certificate.pem().toString())
                        .set("tls.key", certificate.key().toString());
            }
            return setup.start(app -> {});
        });
    }

    @Override
    public void close() {
        new ArrayList<>(started.values()).forEach(TestApp::close);
    }
}
