package io.serval.live;

import io.serval.core.Dispatcher;
import io.serval.core.Handler;
import io.serval.core.Json;
import io.serval.core.Problem;
import io.serval.core.ProblemException;
import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.core.Route;
import io.serval.core.Scope;
import io.serval.core.Services;
import io.serval.core.Verb;
import io.serval.netty.NettyServer;
import io.serval.netty.Timeouts;
import io.serval.sql.Database;
import io.serval.sql.Tx;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;

/**
 * A small application with live routes, on a real server.
 *
 * <ul>
 *   <li>{@code /ticks/{topic}}: the ticks of a topic
 *   <li>{@code /counts/{topic}}: their number as a state, then the ticks
 *   <li>{@code /page}: an empty page, for a browser
 *   <li>{@code /plain}, {@code /secret}, {@code /broken}: no live routes; they answer 200, 403 and 500
 * </ul>
 */
final class Site implements AutoCloseable {
    /** A state of the tests. */
    record Count(long count) {}

    static final LogSettings QUICK = LogSettings.DEFAULT.withHeartbeat(Duration.ofMillis(100));

    private static final String PAGE = "<!doctype html><html lang=en><meta charset=utf-8><link rel=icon href=data:,>"
            + "<title>Live</title><a href=/plain>Away</a>";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Database database;
    private final Log log;
    private final NettyServer server;
    /** Of all requests, in their order. */
    private final BlockingQueue<Scope> scopes = new LinkedBlockingQueue<>();

    private Site(
            Database database, LogSettings settings, Map<String, RouteOfLog> more, NettyServer.Settings transport) {
        this.database = database;
        this.log = Log.open(database, settings);
        database.transact(tx -> {
            tx.update("create table if not exists public.counted (topic text primary key, count bigint not null)");
        });
        Dispatcher.Builder application = Dispatcher.builder();
        LiveRoutes.install(application, log);
        add(application, "/ticks/{topic}", request -> log.live(topic(request)).toResponse(request));
        add(application, "/counts/{topic}", request -> counted(topic(request)).toResponse(request));
        add(application, "/page", request -> Response.of(200, "text/html", PAGE.getBytes(StandardCharsets.UTF_8)));
        add(application, "/plain", request -> Response.text(200, "plain"));
        add(application, "/broken", request -> {
            throw new IllegalStateException("broken on purpose");
        });
        add(application, "/secret", request -> {
            throw new ProblemException(Problem.of(403, "Not for you."));
        });
        more.forEach((path, route) -> add(application, path, request -> route.handle(log, request)));
        Dispatcher dispatcher = application.build(new Services());
        this.server = NettyServer.start(transport, request -> {
            scopes.add(request.scope());
            return dispatcher.handle(request);
        });
    }

    /** A route that a test adds. */
    @FunctionalInterface
    interface RouteOfLog {
        Response handle(Log log, Request request) throws Exception;
    }

    static Site on(Database database) {
        return on(database, LogSettings.DEFAULT, Map.of());
    }

    static Site on(Database database, LogSettings settings) {
        return on(database, settings, Map.of());
    }

    static Site on(Database database, LogSettings settings, Map<String, RouteOfLog> more) {
        return on(database, settings, more, 0);
    }

    static Site on(Database database, LogSettings settings, Map<String, RouteOfLog> more, int port) {
        return new Site(database, settings, more, NettyServer.Settings.onPort(port));
    }

    static Site on(Database database, LogSettings settings, Timeouts timeouts) {
        return new Site(
                database, settings, Map.of(), NettyServer.Settings.onPort(0).withTimeouts(timeouts));
    }

    private static void add(Dispatcher.Builder application, String path, Handler handler) {
        application.route(new Route(path, "test", "", List.of()), dispatcher -> Map.of(Verb.GET, handler));
    }

    private LiveState<Count, Tick> counted(Topic<Tick> topic) {
        return log.state(topic, tx -> new Count(count(tx, topic)), Count.class);
    }

    private static long count(Tx tx, Topic<Tick> topic) {
        return tx.one("select count from public.counted where topic = ?", row -> row.longValue("count"), topic.name())
                .orElse(0L);
    }

    static Topic<Tick> topic(Request request) {
        return topic(request.pathValues("topic").getFirst());
    }

    static Topic<Tick> topic(String name) {
        return Topic.of(name, Tick.class);
    }

    Log log() {
        return log;
    }

    BlockingQueue<Scope> scopes() {
        return scopes;
    }

    int port() {
        return server.port();
    }

    /** Appends ticks numbered from one to another, each in its transaction, and counts them. */
    void append(String topic, long from, long to) {
        for (long n = from; n <= to; n++) {
            append(topic, new Tick("site", n));
        }
    }

    void append(String topic, Tick tick) {
        append(log, database, topic, tick);
    }

    static void append(Log log, Database database, String topic, Tick tick) {
        database.transact(tx -> {
            tx.update("""
                    insert into public.counted as counted values (?, 1)
                    on conflict (topic) do update set count = counted.count + 1
                    """, topic);
            log.append(tx, topic(topic), tick);
        });
    }

    /** Has the server drain, as it does before the log is closed. */
    void drain() {
        server.drain();
    }

    /** Appends ticks numbered from one to another in one transaction, and counts none of them. */
    static void append(Log log, Database database, Topic<Tick> topic, long from, long to) {
        database.transact(tx -> {
            LongStream.rangeClosed(from, to).forEach(n -> log.append(tx, topic, new Tick("x", n)));
        });
    }

    URI uri(String path) {
        return URI.create("http://localhost:" + port() + path);
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** Asks for a stream in that form, leaves when it has begun, and returns the status. */
    int begin(String path, String accept) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(uri(path)).header("Accept", accept).build();
        HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
        response.body().close();
        return response.statusCode();
    }

    /** The envelope of a page. */
    JsonNode page(String path) throws Exception {
        HttpResponse<String> response = get(path);
        if (response.statusCode() != 200) {
            throw new AssertionError(path + " answered " + response.statusCode() + ": " + response.body());
        }
        return Json.read(response.body(), JsonNode.class);
    }

    EventSource events(String path, String... headers) throws Exception {
        return EventSource.open(client, uri(path), headers);
    }

    SocketClient socket(String path) {
        return SocketClient.open(client, URI.create("ws://localhost:" + port() + path));
    }

    @Override
    public void close() {
        log.close();
        server.close();
        client.close();
    }
}
