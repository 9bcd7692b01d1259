package tracking.carrier;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One GET to a carrier's server: bounded in time and size, and without exceptions for what the network does. */
final class Fetch {

    private final HttpClient http;
    private final InstantSource clock;
    private final Duration timeout;
    private final String base;

    /** @throws IllegalArgumentException if the client follows redirects or an argument makes no sense */
    Fetch(HttpClient http, InstantSource clock, Duration timeout, URI base) {
        if (http.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException(
                    "The HTTP client must follow no redirects: carriers redirect to pages where data was asked for");
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("The time-out of a request must be positive, not " + timeout);
        }
        boolean web = "http".equalsIgnoreCase(base.getScheme()) || "https".equalsIgnoreCase(base.getScheme());
        if (!web || base.getHost() == null || base.getRawQuery() != null || base.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "A carrier's address looks like https://host or https://host/path, not " + base);
        }
        this.http = http;
        this.clock = clock;
        this.timeout = timeout;
        this.base = base.toString().replaceFirst("/+$", "");
    }

    /** {@code value} so that it is one segment of a path or one value in a query, whatever it holds. */
    static String encode(String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("A look-up needs a tracking number, but it is blank");
        }
        return URLEncoder.encode(value.strip(), StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Gets base + {@code path} and gives the answer to {@code reader}; what is no answer is {@code Unavailable}. */
    Lookup get(String path, Map<String, String> headers, Function<Answer, Lookup> reader) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                // Over plain HTTP the client would offer an upgrade to HTTP/2 with each request.
                .version(HttpClient.Version.HTTP_1_1)
                .header("Accept", "application/json");
        headers.forEach(request::header);
        CompletableFuture<HttpResponse<BoundedBody.Content>> exchange =
                http.sendAsync(request.build(), info -> new BoundedBody());
        try {
            // HttpRequest.timeout ends with the response's head; a body may then trickle for ever.
            HttpResponse<BoundedBody.Content> response = exchange.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return reader.apply(
                    new Answer(response.statusCode(), response.headers(), response.body(), clock.instant()));
        } catch (TimeoutException e) {
            return new Lookup.Unavailable("No complete answer from " + base + " within " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            return unavailable(e.getCause());
        } catch (CancellationException e) {
            return unavailable(e);
        } finally {
            exchange.cancel(true);
        }
    }

    private Lookup unavailable(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return new Lookup.Unavailable("No answer from " + base + ": " + cause);
    }
}
