package io.serval.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** One of those measured, running. */
record HttpServer(HttpPeer peer, BenchProcess process) {
    /** Starts it; returns when it serves. */
    static HttpServer start(HttpPeer peer, HttpFiles files) throws IOException, InterruptedException {
        Path log = files.folder().resolve(peer.name().toLowerCase(Locale.ROOT) + ".log");
        return new HttpServer(peer, BenchProcess.java(peer.arguments(files), log));
    }

    String address() {
        return "http://127.0.0.1:" + process.port();
    }
}
