package io.serval.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.core.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** A client of server-sent events that reads as fast as they come. */
final class EventSource implements AutoCloseable {
    /** A block: the lines up to an empty one. */
    record Block(List<String> lines) {
        Optional<String> field(String name) {
            return lines.stream()
                    .filter(line -> line.startsWith(name + ": "))
                    .map(line -> line.substring(name.length() + 2))
                    .findFirst();
        }

        String id() {
            return field("id").orElseThrow(() -> new AssertionError("no id in " + lines));
        }

        JsonNode data() {
            return Json.read(field("data").orElseThrow(), JsonNode.class);
        }
    }

    private final HttpResponse<InputStream> response;
    private final BlockingQueue<Block> blocks = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> comments = new LinkedBlockingQueue<>();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

    private EventSource(HttpResponse<InputStream> response) {
        this.response = response;
        Thread.ofVirtual().start(this::read);
    }

    static EventSource open(HttpClient client, URI uri, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("Accept", "text/event-stream");
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        return new EventSource(response);
    }

    HttpResponse<InputStream> response() {
        return response;
    }

    private void read() {
        try (var reader = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            var lines = new ArrayList<String>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith(":")) {
                    comments.add(line);
                } else if (!line.isEmpty()) {
                    lines.add(line);
                } else if (!lines.isEmpty()) {
                    blocks.add(new Block(List.copyOf(lines)));
                    lines.clear();
                }
            }
        } catch (IOException e) {
            // The test has closed the stream.
        }
        ended.complete(true);
    }

    /** The next block; waits for it. */
    Block next() throws InterruptedException {
        Block block = blocks.poll(30, TimeUnit.SECONDS);
        assertThat(block).as("the next block of events").isNotNull();
        return block;
    }

    /** The numbers of the next ticks; blocks without any are passed over. */
    List<Long> ticks(int count) throws InterruptedException {
        var numbers = new ArrayList<Long>();
        while (numbers.size() < count) {
            Block block = next();
            if (block.field("data").isPresent()) {
                block.data()
                        .get("events")
                        .forEach(event -> numbers.add(event.get("data").get("n").longValue()));
            }
        }
        return numbers;
    }

    String nextComment() throws InterruptedException {
        String comment = comments.poll(30, TimeUnit.SECONDS);
        assertThat(comment).as("the next comment").isNotNull();
        return comment;
    }

    /** Waits for the server to end the stream. */
    void awaitEnd() throws Exception {
        ended.get(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        response.body().close();
    }
}
