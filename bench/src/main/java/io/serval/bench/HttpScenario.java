package io.serval.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What is asked, and how. Clients have one thread, so that on two cores the server has one at least. */
enum HttpScenario {
    PLAIN_TEXT("plain text", "/plaintext", 64),
    ARGUMENTS("JSON, arguments", "/orders/42?page=3&tag=a&tag=b", 64),
    BODY("JSON in and out", "/orders", 64),
    FILE("16 KiB file", "/file.bin", 64),
    MANY("1,000 connections", "/plaintext", 1_000),
    H2("h2, 32 streams", "/plaintext", 8);

    private static final int STREAMS = 32;

    private final String label;
    private final String path;
    private final int connections;

    HttpScenario(String label, String path, int connections) {
        this.label = label;
        this.path = path;
        this.connections = connections;
    }

    /** The command of a client that asks the server for some seconds. */
    List<String> command(HttpServer server, HttpFiles files, int seconds) {
        // Static files are no routes: there is one of them.
        String address = server.address() + (this == FILE ? "" : server.peer().prefix()) + path;
        var command = new ArrayList<String>();
        if (this == H2) {
            command.addAll(List.of("h2load", "-t", "1", "-m", "" + STREAMS, "-D", "" + seconds));
        } else {
            command.addAll(List.of("wrk", "-t", "1", "--timeout", "5s", "-d", seconds + "s"));
            if (this == BODY) {
                command.addAll(List.of("-s", files.script().toString()));
            }
        }
        command.addAll(List.of("-c", "" + connections, address));
        return command;
    }

    /** Whether the server can do it; HTTP/2 by prior knowledge is the one thing that not all can. */
    boolean possible(HttpServer server) throws IOException, InterruptedException {
        var once = List.of(
                "h2load", "-n", "1", "-c", "1", server.address() + server.peer().prefix() + path);
        return this != H2 || HttpLoad.run(once, 0).succeeded() == 1;
    }

    @Override
    public String toString() {
        return label;
    }
}
