package rooms;

import io.serval.core.Json;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Says so many messages in a room, the next when the last was acknowledged. After each cut it comes back with the position
 * of the last message that it saw, and says again what was not acknowledged, with the same id.
 */
final class Talker implements AutoCloseable {
    private static final Duration RETRY = Duration.ofMillis(100);
    private static final String CUT = "";

    private final Visitor visitor;
    private final String room;
    private final int messages;
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final List<String> acknowledged = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile Optional<String> position = Optional.empty();

    Talker(Visitor visitor, String room, int messages) {
        this.visitor = visitor;
        this.room = room;
        this.messages = messages;
        this.thread = Thread.ofVirtual().start(this::talk);
    }

    String name() {
        return visitor.name();
    }

    /** Of each message that it got the position and the id, in their order. */
    List<String> seen() {
        return List.copyOf(seen);
    }

    /** The ids of its own messages that were acknowledged, in their order. */
    List<String> acknowledged() {
        return List.copyOf(acknowledged);
    }

    private void talk() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                converse();
            } catch (CompletionException e) {
                // The server is being killed: come back after a moment, as the page does.
            } catch (InterruptedException e) {
                return;
            }
            LockSupport.parkNanos(RETRY.toNanos());
        }
    }

    private void converse() throws InterruptedException {
        var heard = new Heard();
        WebSocket socket = visitor.http()
                .newWebSocketBuilder()
                .buildAsync(visitor.socket(room, position), heard)
                .join();
        try {
            while (true) {
                String text = heard.next();
                if (text.equals(CUT)) {
                    return;
                }
                JsonNode message = Json.read(text, JsonNode.class);
                if (message.isEmpty()) {
                    continue; // a heartbeat
                }
                switch (message.get("type").stringValue()) {
                    case "welcome" -> say(socket);
                    case "said" -> {
                        String at = message.get("position").stringValue();
                        position = Optional.of(at);
                        seen.add(at + " " + message.get("id").stringValue());
                    }
                    case "ack" -> {
                        acknowledged.add(message.get("id").stringValue());
                        say(socket);
                    }
                    case "error" -> {
                        JsonNode wait = message.get("payload").get("retryAfter");
                        Thread.sleep(
                                wait == null
                                        ? Duration.ofMillis(200)
                                        : Duration.ofMillis((long) (wait.doubleValue() * 1_000)));
                        say(socket);
                    }
                    default -> {}
                }
            }
        } finally {
            socket.abort();
        }
    }

    private void say(WebSocket socket) {
        int next = acknowledged.size() + 1;
        if (next <= messages) {
            String id = name() + "-" + next;
            socket.sendText("{\"type\":\"say\",\"id\":\"" + id + "\",\"payload\":{\"text\":\"" + id + "\"}}", true)
                    .join();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        visitor.close();
    }

    /** What has come. */
    private static final class Heard implements WebSocket.Listener {
        private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        private final StringBuilder partial = new StringBuilder();

        /** The next message; {@link #CUT} when none can come any more. */
        String next() throws InterruptedException {
            String text = texts.poll(60, TimeUnit.SECONDS);
            return text == null ? CUT : text;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                texts.add(partial.toString());
                partial.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            texts.add(CUT);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            texts.add(CUT);
        }
    }
}
