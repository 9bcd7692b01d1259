package io.serval.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.core.Scope;
import io.serval.sql.Database;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(PostgresExtension.class)
class SocketTest {
    private static final String LIVE = "/_serval/live";

    private final BlockingQueue<Scope> subscopes = new LinkedBlockingQueue<>();
    private final BlockingQueue<Thread> answering = new LinkedBlockingQueue<>();
    private final CountDownLatch go = new CountDownLatch(1);
    private final Site site;

    SocketTest(Database database) {
        this.site = Site.on(database, Site.QUICK, Map.of("/slow/{topic}", this::slow, "/kept/{topic}", this::kept));
    }

    /** Has its answer ready, and gives it when the test says so, even if nobody waits any more. */
    private Response slow(Log log, Request request) throws Exception {
        Response response = log.live(Site.topic(request)).toResponse(request);
        answering.add(Thread.currentThread());
        boolean waiting = true;
        while (waiting) {
            try {
                go.await();
                waiting = false;
            } catch (InterruptedException e) {
                // The socket was closed: this handler does not care, and answers all the same.
            }
        }
        return response;
    }

    /** Hands its scope to the test. */
    private Response kept(Log log, Request request) throws Exception {
        subscopes.add(request.scope());
        return log.live(Site.topic(request)).toResponse(request);
    }

    @AfterEach
    void close() {
        site.close();
    }

    private boolean idle() {
        return site.log().fanout().idle();
    }

    private static List<Long> range(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    @Test
    @DisplayName("a WebSocket on the route begins with a position, then has a message for each event")
    void single() throws Exception {
        try (SocketClient socket = site.socket("/ticks/a")) {
            JsonNode start = socket.next();
            site.append("a", 1, 2);

            assertThat(start.get("position").stringValue()).endsWith(":0");
            assertThat(start.get("events")).isEmpty();
            JsonNode event = socket.next();
            assertThat(event.get("position"))
                    .isEqualTo(event.get("events").get(0).get("position"));
            assertThat(socket.ticks(1)).containsExactly(2L);
            try (SocketClient resumed =
                    site.socket("/ticks/a?after=" + event.get("position").stringValue())) {
                assertThat(resumed.ticks(1)).containsExactly(2L);
            }
        }
        await().until(this::idle);
    }

    @Test
    @DisplayName("two paths on one socket: each is granted with a number, then come its start and its events")
    void twoPaths() throws Exception {
        site.append("a", 1, 1);
        try (SocketClient socket = site.socket(LIVE)) {
            JsonNode granted = socket.subscribe("/counts/a").next();
            JsonNode start = socket.next();
            int a = granted.get("stream").intValue();
            assertThat(granted.get("subscribed").stringValue()).isEqualTo("/counts/a");
            assertThat(start.get("stream").intValue()).isEqualTo(a);
            assertThat(start.get("snapshot").get("count").intValue()).isEqualTo(1);

            int b = socket.subscribe("/ticks/b").next().get("stream").intValue();
            assertThat(socket.next().get("position").stringValue()).endsWith(":0");
            assertThat(b).isNotEqualTo(a);

            site.append("a", 2, 2);
            assertThat(socket.next().get("stream").intValue()).isEqualTo(a);
            site.append("b", 1, 1);
            assertThat(socket.next().get("stream").intValue()).isEqualTo(b);
        }
        await().until(this::idle);
    }

    @Test
    @DisplayName("the same path has the same number on every socket")
    void sameNumber() throws Exception {
        try (SocketClient one = site.socket(LIVE);
                SocketClient two = site.socket(LIVE)) {
            JsonNode first = one.subscribe("/ticks/a").next();
            JsonNode second = two.subscribe("/ticks/a").next();
            one.next();
            two.next();
            site.append("a", 1, 1);

            assertThat(second).isEqualTo(first);
            assertThat(one.next()).isEqualTo(two.next());
        }
    }

    @Test
    @DisplayName("a subscription goes on from its position; from one that is not known it is reset")
    void from() throws Exception {
        site.append("a", 1, 4);
        String second = site.page("/ticks/a?limit=2").get("position").stringValue();
        try (SocketClient socket = site.socket(LIVE)) {
            socket.subscribe("/ticks/a", second);
            assertThat(socket.ticks(2)).containsExactly(3L, 4L);

            socket.subscribe("/counts/a", "0000:7").next();
            JsonNode start = socket.next();
            assertThat(start.get("reset").booleanValue()).isTrue();
            assertThat(start.get("snapshot").get("count").longValue()).isEqualTo(4);
        }
    }

    @Test
    @DisplayName("what the GET of a path refuses, the socket refuses, with the same problem; the rest goes on")
    void refused() throws Exception {
        try (SocketClient socket = site.socket(LIVE)) {
            assertRefused(socket.subscribe("/secret").next(), "/secret", 403);
            assertRefused(socket.subscribe("/nowhere").next(), "/nowhere", 404);
            assertRefused(socket.subscribe("/broken").next(), "/broken", 500);
            assertRefused(socket.subscribe("/plain").next(), "/plain", 406);
            assertRefused(socket.subscribe(LIVE).next(), LIVE, 406);
            assertRefused(socket.subscribe("no-path").next(), "no-path", 400);

            assertThat(socket.subscribe("/ticks/a").next().has("subscribed")).isTrue();
            socket.next();
            assertRefused(socket.subscribe("/ticks/a").next(), "/ticks/a", 409);
            assertThat(socket.subscribe("/ticks/a?again=1").next().has("subscribed"))
                    .isTrue();
        }
    }

    private static void assertRefused(JsonNode frame, String path, int status) {
        assertThat(frame.get("refused").stringValue()).isEqualTo(path);
        assertThat(frame.get("problem").get("status").intValue()).isEqualTo(status);
        assertThat(frame.get("problem").get("title").stringValue()).isNotEmpty();
    }

    @Test
    @DisplayName("W-05: a socket carries 128 subscriptions, and takes another when one has ended")
    void limit() throws Exception {
        try (SocketClient socket = site.socket(LIVE)) {
            for (int i = 0; i < 128; i++) {
                socket.subscribe("/ticks/t" + i);
            }
            int granted = 0;
            while (granted < 128) {
                granted += socket.next().has("subscribed") ? 1 : 0;
            }
            assertRefused(nextAnswer(socket.subscribe("/ticks/more")), "/ticks/more", 429);
            socket.unsubscribe("/ticks/t5").subscribe("/ticks/more");
            assertThat(nextAnswer(socket).get("subscribed").stringValue()).isEqualTo("/ticks/more");
        }
        await().until(this::idle);
    }

    /** Passes over the frames of streams. */
    private static JsonNode nextAnswer(SocketClient socket) throws InterruptedException {
        JsonNode frame = socket.next();
        while (frame.has("position")) {
            frame = socket.next();
        }
        return frame;
    }

    @Test
    @DisplayName("an unsubscribed path is silent, lets go of its topic, and can be subscribed to again")
    void unsubscribe() throws Exception {
        try (SocketClient socket = site.socket(LIVE)) {
            socket.subscribe("/ticks/a").next();
            String start = socket.next().get("position").stringValue();
            socket.unsubscribe("/ticks/a");
            await().until(this::idle);
            site.append("a", 1, 2);

            socket.subscribe("/ticks/a", start);
            assertThat(socket.next().has("subscribed")).isTrue();
            assertThat(socket.ticks(2)).isEqualTo(range(1, 2));
        }
    }

    @Test
    @DisplayName("Z-11: a socket that closes lets go of all its topics, and ends the scopes of its subscriptions")
    void gone() throws Exception {
        Scope scope;
        try (SocketClient socket = site.socket(LIVE)) {
            socket.subscribe("/ticks/a").next();
            socket.subscribe("/kept/b");
            scope = subscopes.take();
            nextAnswer(socket);
        }
        await().until(this::idle);
        await().until(scope::cancelled);
    }

    @Test
    @DisplayName("a subscription that is granted after its socket has closed leaves nothing behind")
    void grantedTooLate() throws Exception {
        Thread late;
        try (SocketClient socket = site.socket(LIVE)) {
            socket.subscribe("/ticks/a").next();
            socket.subscribe("/slow/b");
            late = answering.take();
        }
        await().until(this::idle);
        go.countDown();
        late.join();

        // The answer waits for its event loop, one of few: one round on each of them, and it has been dealt with.
        for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
            try (SocketClient other = site.socket(LIVE)) {
                assertRefused(other.subscribe("/nowhere").next(), "/nowhere", 404);
            }
        }
        assertThat(idle()).isTrue();
    }

    @Test
    @DisplayName("a subscription that is withdrawn before it is granted is not granted; the path is free at once")
    void withdrawn() throws Exception {
        try (SocketClient socket = site.socket(LIVE)) {
            socket.subscribe("/slow/a");
            answering.take();
            socket.unsubscribe("/slow/a").subscribe("/slow/a");
            go.countDown();

            assertThat(socket.next().get("subscribed").stringValue()).isEqualTo("/slow/a");
            assertThat(socket.next().has("position")).isTrue();
            site.append("a", 1, 1);
            assertThat(socket.next().get("events")).hasSize(1);
        }
        await().until(this::idle);
    }

    @Test
    @DisplayName("a subscription whose scope is cancelled ends, and the client is told")
    void expired() throws Exception {
        try (SocketClient socket = site.socket(LIVE)) {
            socket.subscribe("/kept/a");
            int stream = socket.next().get("stream").intValue();
            socket.next();
            subscopes.take().cancel(Scope.Cause.CANCELLED);

            assertThat(socket.next().get("ended").intValue()).isEqualTo(stream);
            await().until(this::idle);
        }
    }

    @Test
    @DisplayName("G-30: a message that is no command closes the socket with 4400 and the reason")
    void junk() throws Exception {
        for (String junk :
                List.of("junk", "[]", "{}", "{\"subscribe\":7}", "{\"subscribe\":\"/a\",\"unsubscribe\":\"/a\"}")) {
            try (SocketClient socket = site.socket(LIVE)) {
                socket.send(junk);

                SocketClient.Closed closed = socket.closed();
                assertThat(closed.code()).as(junk).isEqualTo(4400);
                assertThat(closed.reason()).contains("subscribe");
            }
        }
    }

    @Test
    @DisplayName("G-30: a socket whose credential has ended is closed with 4401, and nothing of it is left")
    void credentialEnded() throws Exception {
        try (SocketClient socket = site.socket(LIVE)) {
            Scope handshake = site.scopes().take();
            socket.subscribe("/ticks/a").next();
            handshake.cancel(Scope.Cause.CANCELLED);

            assertThat(socket.closed().code()).isEqualTo(4401);
        }
        await().until(this::idle);
    }

    @Test
    @DisplayName("Z-11: sockets that are cut at any moment of a subscription leave no topic and no scope behind")
    void aborted() throws Exception {
        go.countDown();
        var random = new Random(42);
        for (int i = 0; i < 200; i++) {
            try (SocketClient socket = site.socket(LIVE)) {
                socket.subscribe("/slow/a").subscribe("/kept/b").subscribe("/counts/c");
                int seen = random.nextInt(6);
                for (int frame = 0; frame < seen; frame++) {
                    socket.next();
                }
            }
        }
        await().until(this::idle);
        for (Scope scope : site.scopes()) {
            await().until(() -> scope.cancelled() || scope.child().cancelled());
        }
        assertThat(subscopes).allMatch(scope -> scope.child().cancelled());
    }

    @Test
    @DisplayName("W-05, G-30: a socket with nothing to say says that it is alive")
    void heartbeat() throws Exception {
        try (SocketClient socket = site.socket(LIVE)) {
            assertThat(socket.nextHeartbeat()).isEmpty();
            assertThat(socket.nextHeartbeat()).isEmpty();
        }
    }

    @Test
    @DisplayName("W-05: closing the log tells each socket when to come back, then closes it with 1001")
    void closed() throws Exception {
        try (SocketClient single = site.socket("/ticks/a");
                SocketClient many = site.socket(LIVE)) {
            single.next();
            many.subscribe("/ticks/a").next();
            many.next();
            site.log().close();

            assertToldWhenToComeBack(single);
            assertToldWhenToComeBack(many);
            assertThat(idle()).isTrue();
        }
    }

    @Test
    @DisplayName("W-05: a server that drains tells each socket when to come back, then closes it with 1001")
    void drained() throws Exception {
        try (SocketClient single = site.socket("/ticks/a");
                SocketClient many = site.socket(LIVE)) {
            single.next();
            many.subscribe("/ticks/a").next();
            many.next();
            site.drain();

            assertToldWhenToComeBack(single);
            assertToldWhenToComeBack(many);
            assertThat(idle()).isTrue();
        }
    }

    @Test
    @DisplayName("W-05: a socket that is opened while the server stops is told when to come back, and closed with 1001")
    void openedTooLate() throws Exception {
        site.log().close();
        try (SocketClient single = site.socket("/ticks/a");
                SocketClient many = site.socket(LIVE)) {
            assertToldWhenToComeBack(single);
            assertToldWhenToComeBack(many);
        }
    }

    @Test
    @DisplayName("W-05: a server that drains tells each of hundreds of sockets when to come back before it closes it")
    void drainedInCrowds() throws Exception {
        var sockets = new ArrayList<SocketClient>();
        for (int i = 0; i < 300; i++) {
            sockets.add(site.socket(LIVE));
        }
        site.drain();

        for (SocketClient socket : sockets) {
            assertToldWhenToComeBack(socket);
        }
    }

    @Test
    @DisplayName("sockets are told different times to come back at, so that not all come at once")
    void jitter() throws Exception {
        var sockets = new ArrayList<SocketClient>();
        for (int i = 0; i < 16; i++) {
            sockets.add(site.socket(LIVE));
            sockets.getLast().subscribe("/ticks/a").next();
            sockets.getLast().next();
        }
        site.log().close();

        var times = new HashSet<Integer>();
        for (SocketClient socket : sockets) {
            times.add(socket.next().get("retry").intValue());
            socket.close();
        }
        assertThat(times).hasSizeGreaterThan(8);
    }

    private static void assertToldWhenToComeBack(SocketClient socket) throws Exception {
        JsonNode last = socket.next();
        assertThat(last.propertyNames()).containsExactly("retry");
        assertThat(last.get("retry").intValue()).isBetween(1_000, 4_000);
        assertThat(socket.closed().code()).isEqualTo(1001);
    }
}
