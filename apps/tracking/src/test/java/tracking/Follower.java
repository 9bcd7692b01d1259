package tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A client of server-sent events that comes back after each cut with the last id that it saw. */
final class Follower implements AutoCloseable {
    private static final Duration RETRY = Duration.ofMillis(200);

    private final List<String> positions = new CopyOnWriteArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI uri;
    private final Thread thread;

    Follower(URI uri) {
        this.uri = uri;
        this.thread = Thread.ofVirtual().start(this::follow);
    }

    /** The ids seen so far, in their order. */
    List<String> positions() {
        return List.copyOf(positions);
    }

    /** Returns when so many more have come. */
    void awaitMore(int count) {
        int before = positions.size();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(positions).hasSizeGreaterThanOrEqualTo(before + count));
    }

    private void follow() {
        while (!Thread.currentThread().isInterrupted()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("Accept", "text/event-stream");
            if (!positions.isEmpty()) {
                request.header("Last-Event-ID", positions.getLast());
            }
            try (Stream<String> lines = http.send(request.build(), HttpResponse.BodyHandlers.ofLines())
                    .body()) {
                lines.filter(line -> line.startsWith("id: "))
                        .map(line -> line.substring(4))
                        .forEach(positions::add);
            } catch (IOException | UncheckedIOException e) {
                // The server is being killed: come back after a moment, as an EventSource does.
                LockSupport.parkNanos(RETRY.toNanos());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        http.shutdownNow();
    }
}
