package io.serval.bench;

import io.serval.core.Dispatcher;
import io.serval.core.Operation;
import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.core.Route;
import io.serval.core.Services;
import io.serval.core.Verb;
import io.serval.live.LiveRoutes;
import io.serval.live.Log;
import io.serval.live.LogSettings;
import io.serval.live.Topic;
import io.serval.netty.Limits;
import io.serval.netty.NettyServer;
import io.serval.netty.NettyServer.Settings;
import io.serval.sql.Database;
import io.serval.sql.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** Serval's live routes over its log, on the embedded PostgreSQL. */
final class LiveSenderServal implements LiveSender {
    private final Path data;
    private final EmbeddedPostgres postgres;
    private final Database database;
    private final Log log;
    private final NettyServer server;

    LiveSenderServal() throws IOException {
        data = Files.createTempDirectory("serval-bench-live");
        postgres = EmbeddedPostgres.start(data);
        database = postgres.open("bench");
        // Heartbeats would be counted among the messages.
        log = Log.open(database, LogSettings.DEFAULT.withHeartbeat(Duration.ofHours(1)));
        Dispatcher.Builder application = Dispatcher.builder();
        LiveRoutes.install(application, log);
        var get = new Operation(Verb.GET, "", List.of(), Response.class);
        application.route(
                new Route("/topics/{topic}/events", "bench", "", List.of(get)),
                dispatcher -> Map.of(Verb.GET, this::events));
        // All clients may ask at once.
        Limits limits = Limits.defaults().withRequests(20_000);
        server = NettyServer.start(Settings.onPort(0).withLimits(limits), application.build(new Services()));
    }

    private Response events(Request request) throws Exception {
        return log.live(topic(request.pathValues("topic").getFirst())).toResponse(request);
    }

    private static Topic<String> topic(String name) {
        return Topic.of("bench/" + name, String.class);
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public String told(String[] words) throws Exception {
        return switch (words[0]) {
            case "burst" -> {
                append("0", Integer.parseInt(words[1]), TEXT);
                yield "done";
            }
            case "append" -> {
                for (int topic = 0; topic < Integer.parseInt(words[1]); topic++) {
                    append(Integer.toString(topic), Integer.parseInt(words[2]), TEXT);
                }
                yield "done";
            }
            case "positions" -> positions(Integer.parseInt(words[1]));
            case "connections" -> Integer.toString(server.connections());
            case "reads" -> Long.toString(log.reads());
            case "commits" ->
                commits(
                        Integer.parseInt(words[1]),
                        Integer.parseInt(words[2]),
                        Integer.parseInt(words[3]),
                        Integer.parseInt(words[4]),
                        Path.of(words[5]));
            default -> throw new IllegalArgumentException(Arrays.toString(words));
        };
    }

    private void append(String topic, int count, String text) {
        var events = new String[count];
        Arrays.fill(events, text);
        database.transact(tx -> {
            log.append(tx, topic(topic), events);
        });
    }

    /** The positions after the last event of each topic. */
    private String positions(int topics) {
        var positions = new ArrayList<String>();
        for (int topic = 0; topic < topics; topic++) {
            String name = topic(Integer.toString(topic)).name();
            positions.add(database.read(tx -> tx.query(
                            "select epoch || ':' || top as position from serval.topic where name = ?",
                            row -> row.string("position"),
                            name)
                    .getFirst()));
        }
        return String.join(" ", positions);
    }

    /**
     * Commits one event after the other at an even pace, each to the next topic, and notes when each was committed.
     *
     * @param bytes how many an event has at least; it begins with its number
     */
    private String commits(int rate, int count, int topics, int bytes, Path file) throws Exception {
        var committed = new long[count];
        String rest = " " + "x".repeat(Math.max(0, bytes - 10));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            long start = System.nanoTime();
            for (int i = 0; i < count; i++) {
                int number = i;
                LockSupport.parkNanos(start + i * 1_000_000_000L / rate - System.nanoTime());
                running.add(threads.submit(() -> database.transact(tx -> {
                    tx.afterCommit(() -> committed[number] = System.nanoTime());
                    log.append(tx, topic(Integer.toString(number % topics)), number + rest);
                })));
            }
            for (Future<?> done : running) {
                done.get();
            }
        }
        LiveTimes.write(file, committed);
        return "done";
    }

    @Override
    public void close() throws IOException {
        log.close();
        server.close();
        database.close();
        postgres.close();
        Folders.delete(data);
    }
}
