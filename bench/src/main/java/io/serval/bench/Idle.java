package io.serval.bench;

import io.serval.core.Response;
import io.serval.netty.NettyServer;
import io.serval.netty.NettyServer.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The bench {@code idle}: the heap that a keep-alive connection takes which has been served and waits. The clients are in
 * a process of their own, so that only the server's share is counted.
 */
public final class Idle {
    private static final int CONNECTIONS = 4_000;
    private static final double TARGET_BYTES = 6 * 1024;
    private static final byte[] REQUEST = ("GET / HTTP/1.1\r\nHost: bench\r\nUser-Agent: bench\r\nAccept: */*\r\n"
                    + "Accept-Encoding: gzip\r\nCookie: session=0123456789abcdef0123456789abcdef\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);

    private Idle() {}

    /** Runs the bench; takes {@code --report}. As {@code client <port> <count>} it is the clients. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length == 3 && args[0].equals("client")) {
            connect(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
            return;
        }
        boolean onlyReport = List.of(args).contains("--report");
        try (var server = NettyServer.start(Settings.onPort(0), request -> Response.text(200, "served"))) {
            measure(server.port(), CONNECTIONS / 10);
            double bytes = measure(server.port(), CONNECTIONS);
            var figure = Figure.below("heap of an idle connection", bytes, "bytes", TARGET_BYTES);
            var versions = Map.of("java", Runtime.version().toString());
            System.exit(new Report("idle", List.of(figure), Map.of(), versions, 0).finish(onlyReport));
        }
    }

    private static double measure(int port, int count) throws IOException, InterruptedException {
        long before = usedHeap();
        Process clients = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Idle.class.getName(),
                        "client",
                        Integer.toString(port),
                        Integer.toString(count)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        clients.inputReader().readLine();
        double bytes = (usedHeap() - before) / (double) count;
        clients.outputWriter().close();
        clients.waitFor();
        return bytes;
    }

    private static long usedHeap() {
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** Has a request served on each connection, says so, and holds them until its input ends. */
    private static void connect(int port, int count) throws IOException {
        var server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        var connections = new ArrayList<SocketChannel>();
        for (int i = 0; i < count; i++) {
            SocketChannel connection = SocketChannel.open(server);
            connection.write(ByteBuffer.wrap(REQUEST));
            connection.read(ByteBuffer.allocate(1024));
            connections.add(connection);
        }
        System.out.println(connections.size());
        while (System.in.read() >= 0) {
            // Only its end matters.
        }
    }
}
