package io.serval.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.core.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A client of a WebSocket that takes messages as they come; heartbeats are kept apart. */
final class SocketClient implements WebSocket.Listener, AutoCloseable {
    /** How a socket was closed. */
    record Closed(int code, String reason) {}

    private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    private final BlockingQueue<JsonNode> heartbeats = new LinkedBlockingQueue<>();
    private final CompletableFuture<Closed> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();

    private SocketClient() {}

    static SocketClient open(HttpClient client, URI uri) {
        var opened = new SocketClient();
        opened.socket.complete(
                client.newWebSocketBuilder().buildAsync(uri, opened).join());
        return opened;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            JsonNode frame = Json.read(partial.toString(), JsonNode.class);
            (frame.isEmpty() ? heartbeats : frames).add(frame);
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(new Closed(code, reason));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.completeExceptionally(error);
    }

    SocketClient send(String message) {
        socket.join().sendText(message, true).join();
        return this;
    }

    SocketClient subscribe(String path) {
        return send("{\"subscribe\":\"" + path + "\"}");
    }

    SocketClient subscribe(String path, String from) {
        return send("{\"subscribe\":\"" + path + "\",\"from\":\"" + from + "\"}");
    }

    SocketClient unsubscribe(String path) {
        return send("{\"unsubscribe\":\"" + path + "\"}");
    }

    /** The next frame that is no heartbeat; waits for it. */
    JsonNode next() throws InterruptedException {
        JsonNode frame = frames.poll(30, TimeUnit.SECONDS);
        assertThat(frame).as("the next frame").isNotNull();
        return frame;
    }

    /** The numbers of the next ticks, whatever their stream. */
    List<Long> ticks(int count) throws InterruptedException {
        var numbers = new ArrayList<Long>();
        while (numbers.size() < count) {
            JsonNode events = next().get("events");
            if (events != null) {
                events.forEach(event -> numbers.add(event.get("data").get("n").longValue()));
            }
        }
        return numbers;
    }

    JsonNode nextHeartbeat() throws InterruptedException {
        JsonNode heartbeat = heartbeats.poll(30, TimeUnit.SECONDS);
        assertThat(heartbeat).as("the next heartbeat").isNotNull();
        return heartbeat;
    }

    Closed closed() throws Exception {
        return closed.get(30, TimeUnit.SECONDS);
    }

    /** Drops the connection without a word. */
    @Override
    public void close() {
        socket.join().abort();
    }
}
