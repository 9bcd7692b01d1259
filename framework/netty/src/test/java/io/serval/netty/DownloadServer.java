package io.serval.netty;

import io.serval.core.Response;
import io.serval.netty.NettyServer.Settings;
import java.io.IOException;
import java.nio.file.Path;

/** A process that sends much: prints its port, and ends with its standard input. */
final class DownloadServer {
    private DownloadServer() {}

    @SuppressWarnings({"SystemOut", "InfiniteLoopStatement"}) // the test reads the one and ends the other
    static void main(String[] args) throws IOException {
        byte[] piece = new byte[64 * 1024];
        try (var server = NettyServer.start(Settings.onPort(0), request -> switch (request.path()) {
            case "/file" -> Response.file(Path.of(args[0]));
            case "/endless" ->
                Response.stream("application/octet-stream", out -> {
                    while (true) {
                        out.write(piece);
                    }
                });
            default -> Response.text(200, "plain");
        })) {
            System.out.println(server.port());
            System.in.transferTo(System.err);
        }
    }
}
