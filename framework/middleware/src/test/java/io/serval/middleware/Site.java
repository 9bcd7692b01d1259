package io.serval.middleware;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.serval.core.Dispatcher;
import io.serval.core.Handler;
import io.serval.core.Middleware;
import io.serval.core.Operation;
import io.serval.core.Route;
import io.serval.core.Services;
import io.serval.core.Verb;
import io.serval.netty.NettyServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A real server of one route at {@code /}, and a client that sends it whatever it is told. */
final class Site implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final NettyServer server;

    private Site(NettyServer server) {
        this.server = server;
    }

    static Site of(Handler handler, Middleware... outerToInner) {
        var route = new Route("/", Site.class.getName(), "", List.<Operation>of());
        var application = Dispatcher.builder()
                .route(route, ignored -> Map.of(Verb.ANY, handler.with(outerToInner)))
                .build(new Services());
        return new Site(NettyServer.start(NettyServer.Settings.onPort(0), application));
    }

    int port() {
        return server.port();
    }

    Answer get(String... fields) throws IOException {
        return ask("GET", fields);
    }

    /** Sends the header fields as they are, so that one may hold what no client library would send. */
    Answer ask(String method, String... fields) throws IOException {
        var text = new StringBuilder(method).append(" / HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n");
        for (String field : fields) {
            text.append(field).append("\r\n");
        }
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(text.append("\r\n").toString().getBytes(ISO_8859_1));
            return Answer.of(socket.getInputStream().readAllBytes());
        }
    }

    @Override
    public void close() {
        server.close();
    }

    /** What came until the server closed: the status, the lines of the header, and the bytes behind it. */
    record Answer(int status, List<String> fields, byte[] rest) {
        static Answer of(byte[] bytes) {
            String text = new String(bytes, ISO_8859_1);
            int end = text.indexOf("\r\n\r\n");
            var lines = new ArrayList<>(Arrays.asList(text.substring(0, end).split("\r\n")));
            int status = Integer.parseInt(lines.removeFirst().substring(9, 12));
            return new Answer(status, lines, Arrays.copyOfRange(bytes, end + 4, bytes.length));
        }

        Optional<String> field(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ":";
            return fields.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(line -> line.substring(start.length()).strip())
                    .findFirst();
        }
    }
}
