package io.serval.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.serval.core.BackgroundTasks;
import io.serval.core.ProblemException;
import io.serval.core.Scope;
import io.serval.core.StartupException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An application")
class LifecycleTest {
    @TempDir
    private Path folder;

    private final Queue<String> events = new ConcurrentLinkedQueue<>();

    @Test
    @DisplayName("row 90, F-08: runs its start hooks in order, before anybody can connect")
    void startHooks() throws IOException {
        int port = freePort();

        Running running = start(
                app -> {
                    app.onStart(() -> events.add("first, port open: " + open(port)));
                    app.onStart(() -> events.add("second"));
                },
                "--port=" + port);

        try (running) {
            assertThat(events).containsExactly("first, port open: false", "second");
            assertThat(open(port)).isTrue();
        }
    }

    @Test
    @DisplayName("row 90: does not start if a start hook fails: its port stays closed")
    void failingStartHook() throws IOException {
        int port = freePort();

        assertThatThrownBy(() -> start(
                        app -> {
                            app.onStart(() -> {
                                throw new IOException("no licence");
                            });
                            app.onStart(() -> events.add("second"));
                            app.onStop(() -> events.add("stopped"));
                        },
                        "--port=" + port))
                .isInstanceOf(StartupException.class)
                .hasMessage("A start hook failed: no licence");
        assertThat(open(port)).isFalse();
        assertThat(events).isEmpty();
    }

    @Test
    @DisplayName(
            "F-08: runs its stop hooks after its background work, the last one first, and one that fails keeps none")
    void stopHooks() {
        start(app -> {
                    app.onStop(() -> events.add("first hook"));
                    app.onStop(() -> {
                        throw new IOException("on purpose");
                    });
                    app.onStop(() -> events.add("last hook"));
                    app.background("work", () -> {
                        try {
                            new CountDownLatch(1).await();
                        } finally {
                            events.add("work");
                        }
                    });
                })
                .close();

        assertThat(events).containsExactly("work", "last hook", "first hook");
    }

    @Test
    @DisplayName("row 89, F-08: finishes the background tasks that requests have begun before it ends")
    void tasks() throws Exception {
        var begun = new CountDownLatch(1);
        var finish = new CountDownLatch(1);
        var provided = new CompletableFuture<BackgroundTasks>();
        Running running = start(app -> {
            provided.complete(app.tasks());
            app.onStop(() -> events.add("stop hook"));
        });
        provided.join().run("mail", () -> {
            begun.countDown();
            finish.await();
            events.add("mail");
        });
        begun.await();
        Thread closing = Thread.ofVirtual().start(running::close);
        await().until(() -> !open(running.uri().getPort()));
        finish.countDown();
        closing.join();

        assertThat(events).containsExactly("mail", "stop hook");
    }

    @Test
    @DisplayName("row 89: names its tasks as the request that began them, and cancels those whose time is over")
    void taskScope() throws InterruptedException {
        var ended = new CountDownLatch(1);
        var tasks = new BackgroundTasks(10, Duration.ofMillis(50));
        try (Scope request = Scope.root()) {
            request.name("r7");
            callIn(
                    request,
                    () -> tasks.run("endless", () -> {
                        events.add(Scope.current().name().orElseThrow());
                        try {
                            new CountDownLatch(1).await();
                        } finally {
                            events.add(Scope.current().cause().orElseThrow().name());
                            ended.countDown();
                        }
                    }));
        }

        assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(tasks.awaitNone(Duration.ofSeconds(20))).isEmpty();
        assertThat(events).containsExactly("r7", "DEADLINE");
    }

    @Test
    @DisplayName("row 89: takes so many background tasks and no more, and none after its end")
    void tooManyTasks() throws InterruptedException {
        var tasks = new BackgroundTasks(1, Duration.ofMinutes(1));
        var hold = new CountDownLatch(1);
        tasks.run("one", hold::await);

        assertThatThrownBy(() -> tasks.run("two", () -> {})).isInstanceOf(ProblemException.class);
        assertThat(tasks.awaitNone(Duration.ZERO)).containsExactly("one");
        tasks.close();
        assertThat(tasks.awaitNone(Duration.ofSeconds(20))).isEmpty();
        assertThatThrownBy(() -> tasks.run("three", () -> {})).isInstanceOf(ProblemException.class);
    }

    @Test
    @DisplayName("G-28, row 139: says that it lives, and that it is ready, with what it depends on")
    void ready() throws Exception {
        try (Running running = start(app -> app.check("mailer", () -> {}))) {
            assertThat(get(running, "/healthz").body()).isEqualTo("{\"status\":\"alive\"}");
            HttpResponse<String> ready = get(running, "/readyz");
            assertThat(ready.statusCode()).isEqualTo(200);
            assertThat(ready.body()).isEqualTo("{\"status\":\"ready\",\"dependencies\":{\"mailer\":\"up\"}}");
            assertThat(ready.headers().firstValue("Cache-Control")).contains("no-store");
        }
    }

    @Test
    @DisplayName("G-28: is degraded, and still sent requests, without a part that it can do without")
    void degraded() throws Exception {
        try (Running running = start(app -> app.check("redis", () -> {
            throw new IOException("password hunter2 refused by 10.0.0.7");
        }))) {
            HttpResponse<String> ready = get(running, "/readyz");
            assertThat(ready.statusCode()).isEqualTo(200);
            assertThat(ready.body()).isEqualTo("{\"status\":\"degraded\",\"dependencies\":{\"redis\":\"down\"}}");
        }
    }

    @Test
    @DisplayName(
            "G-28: is a 503 without a part that nothing works without, within three seconds though its check hangs")
    void unavailable() throws Exception {
        try (Running running = start(app -> app.requiredCheck("ledger", () -> new CountDownLatch(1).await()))) {
            HttpResponse<String> ready = get(running, "/readyz");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).contains("\"reason\":\"Down: ledger.\"", "\"ledger\":\"down\"");
            assertThat(get(running, "/healthz").statusCode()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("G-28: runs a check once, however many ask at the same time")
    void oneCheck() throws Exception {
        var runs = new AtomicInteger();
        try (Running running = start(app -> app.check("slow", runs::incrementAndGet))) {
            for (int i = 0; i < 20; i++) {
                assertThat(get(running, "/readyz").statusCode()).isEqualTo(200);
            }
            assertThat(runs.get()).isBetween(1, 19);
        }
    }

    @Test
    @DisplayName("row 139: is not ready while it drains, though it still answers")
    void draining() throws Exception {
        try (Running running = start(app -> {})) {
            assertThat(get(running, "/readyz").statusCode()).isEqualTo(200);

            running.application().drain();

            assertThat(get(running, "/readyz").statusCode()).isEqualTo(503);
            assertThat(get(running, "/healthz").statusCode()).isEqualTo(200);
        }
    }

    private static void callIn(Scope scope, Runnable task) {
        try {
            scope.call(() -> {
                task.run();
                return scope;
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Running start(Consumer<App> setUp, String... flags) {
        List<String> all = flags.length == 0 ? List.of("--port=0") : List.of(flags);
        return Serval.start(
                MethodHandles.lookup(), Settings.parse(all.toArray(String[]::new), Map.of(), folder), setUp);
    }

    private static HttpResponse<String> get(Running running, String path) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(URI.create(running.uri() + path)).build();
            return client.send(request, BodyHandlers.ofString());
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean open(int port) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (ConnectException e) {
            return false;
        }
    }
}
