package io.serval.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** Who is measured; what each is made of lies in {@code bench/peers/}. */
enum WsPeer {
    SERVAL("serval", "serval", "", "Main"),
    NETTY("netty", "netty", "netty-codec-http", "Echo"),
    VERTX("vert.x", "vertx", "vertx-core", "Main"),
    JETTY("jetty", "jetty", "jetty-websocket-jetty-server", "Main"),
    SPRING("spring boot", "spring", "spring-boot", "Main"),
    HELIDON("helidon", "helidon", "helidon-webserver-websocket", "Main"),
    WS("ws", "ws", "ws.js"),
    BUN("bun", "bun", "bun.js"),
    SOCKET_IO("socket.io", "socket.io", "socketio.js");

    private final String label;
    private final PeerModule module;
    private final String main;

    /** One that runs in a JVM. */
    WsPeer(String label, String module, String artifact, String main) {
        this.label = label;
        this.module = new PeerModule(module, artifact);
        this.main = main;
    }

    /** One that runs on Node or Bun. */
    WsPeer(String label, String artifact, String script) {
        this(label, "node", artifact, script);
    }

    boolean jvm() {
        return !module.name().equals("node");
    }

    WsDialect dialect() {
        return this == SOCKET_IO ? WsDialect.SOCKET_IO : WsDialect.PLAIN;
    }

    /** Whether it can be told what to send to all that follow; the bench {@code live} has servers of its own for the rest. */
    boolean broadcasts() {
        return this != SERVAL && this != NETTY;
    }

    /**
     * Starts it; returns when it has echoed a message.
     *
     * @param flags for its JVM, if it has one
     */
    BenchProcess start(WsSetup setup, String... flags) throws IOException, InterruptedException {
        BenchProcess server = launch(setup, flags);
        // One alone first: Helidon 4.5.0 answers 500 if the first ones come together.
        try (var client = new WsClient(server.port(), dialect())) {
            client.open(1);
        }
        return server;
    }

    private BenchProcess launch(WsSetup setup, String... flags) throws IOException, InterruptedException {
        Path log = setup.files().folder().resolve(name().toLowerCase(Locale.ROOT) + "-ws.log");
        if (jvm()) {
            return BenchProcess.java(
                    Stream.concat(Stream.of(flags), module.arguments(main, setup.files()).stream())
                            .toList(),
                    log);
        }
        return BenchProcess.start(setup.node().orElseThrow().command(main), log);
    }

    /** The version of the library; of Serval it is this checkout. */
    String version(WsSetup setup) throws IOException {
        return jvm()
                ? module.version()
                : setup.node().map(node -> node.version(module.artifact())).orElse("not measured");
    }

    @Override
    public String toString() {
        return label;
    }
}
