package io.serval.testkit;

import io.serval.cli.App;
import io.serval.cli.Running;
import io.serval.cli.Serval;
import io.serval.cli.Settings;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An application under test: it runs in this process, on a free port, with the data folder it is given. Close it to stop
 * it, its PostgreSQL included. Safe for use by many threads.
 */
public final class TestApp implements AutoCloseable {
    private final Running running;
    private final HttpClient http = HttpClient.newHttpClient();

    private TestApp(Running running) {
        this.running = running;
    }

    /**
     * Starts the application whose {@code routes} tree lies beside the main class.
     *
     * @param main the application's main class
     * @param data the folder for what it keeps; a test's temporary folder
     * @param environment the environment variables that it sees; the test's own are not among them
     * @param setUp sets it up, as the block given to {@link Serval#run} does
     */
    public static TestApp start(Class<?> main, Path data, Map<String, String> environment, Consumer<App> setUp) {
        try {
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(main, MethodHandles.lookup());
            return new TestApp(Serval.start(lookup, new Settings(0, data, Optional.empty(), environment), setUp));
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(
                    main + " is in a named module that is not open to io.serval.testkit.", e);
        }
    }

    /** The address of the path on the running application. */
    public URI uri(String path) {
        return running.uri().resolve(path);
    }

    /** Gets the path. */
    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    /** Posts the text as JSON to the path. */
    public HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    /** Sends any request; take its address from {@link #uri}. */
    public HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString());
    }

    /** Opens the server-sent events of the path, after the position if there is one. */
    public EventStream events(String path, Optional<String> after) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).header("Accept", "text/event-stream");
        after.ifPresent(position -> request.header("Last-Event-ID", position));
        return EventStream.open(http, request.build());
    }

    @Override
    public void close() {
        http.shutdownNow();
        running.close();
    }
}
