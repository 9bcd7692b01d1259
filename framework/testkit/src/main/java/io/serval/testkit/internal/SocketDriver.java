package io.serval.testkit.internal;

import io.serval.cli.Running;
import io.serval.core.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks an application over sockets, with the JDK's HTTP client; WebSockets with our own. */
public final class SocketDriver implements Driver {
    private final Running running;
    private final HttpClient http = HttpClient.newHttpClient();

    /** Creates the driver of an application that serves. */
    public SocketDriver(Running running) {
        this.running = running;
    }

    @Override
    public Opened open(Sent sent, Duration timeout) {
        var body = sent.body().length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(sent.body());
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(sent.target())).method(sent.method(), body);
        sent.headers().forEach(request::header);
        HttpResponse<InputStream> response =
                await(http.sendAsync(request.build(), BodyHandlers.ofInputStream()), sent, timeout);
        return new Opened(response.statusCode(), headers(response.headers()), response.body());
    }

    @Override
    public Handshake socket(Sent sent, Duration timeout) {
        try {
            return WireHandshake.open(running.uri(), sent, timeout);
        } catch (IOException e) {
            throw new AssertionError(sent + " was not answered: " + e, e);
        }
    }

    @Override
    public URI uri(String path) {
        return URI.create(running.uri() + path);
    }

    @Override
    public void close() {
        http.shutdownNow();
        running.close();
    }

    private static <T> T await(CompletableFuture<T> answer, Sent sent, Duration timeout) {
        try {
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new AssertionError(sent + " was not answered within " + timeout + ".", e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new AssertionError(sent + " was not answered: the test was interrupted.", e);
        } catch (ExecutionException e) {
            throw new AssertionError(sent + " was not answered: " + e.getCause(), e);
        }
    }

    private static Headers headers(HttpHeaders fields) {
        var all = new ArrayList<String>();
        fields.map()
                .forEach((name, values) -> values.forEach(value -> {
                    if (!name.startsWith(":")) {
                        all.add(name);
                        all.add(value);
                    }
                }));
        return Headers.of(all.toArray(String[]::new));
    }
}
