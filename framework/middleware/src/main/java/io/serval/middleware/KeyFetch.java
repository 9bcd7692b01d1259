package io.serval.middleware;

import com.nimbusds.jose.jwk.JWK;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Fetches a JWK set, within a time and a size. */
record KeyFetch(URI address, Duration timeout, HttpClient client) {
    private static final int MOST_BYTES = 256 * 1024;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    static KeyFetch of(URI address) {
        boolean http = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
        if (!http || address.getHost() == null) {
            throw new IllegalArgumentException("Keys are fetched from an https address, not from " + address + ".");
        }
        if (address.getScheme().equals("http") && !Confidential.loopback(address.getHost())) {
            throw new IllegalArgumentException(
                    "Keys must come over https, as whoever changes them on the way can make" + " tokens: " + address);
        }
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(task -> Thread.ofVirtual().name("serval-jwks").start(task))
                .build();
        return new KeyFetch(address, TIMEOUT, client);
    }

    KeyFetch within(Duration time) {
        return new KeyFetch(address, time, client);
    }

    CompletableFuture<List<JWK>> start() {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(timeout)
                .header("Accept", "application/jwk-set+json, application/json")
                .build();
        CompletableFuture<HttpResponse<byte[]>> sent =
                client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
        // The request's own time-out ends with the header of the response.
        return sent.copy()
                .orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
                .whenComplete((response, failure) -> sent.cancel(true))
                .thenApply(KeyFetch::read);
    }

    private static List<JWK> read(HttpResponse<byte[]> response) {
        if (response.statusCode() != 200) {
            throw new IllegalStateException("The answer was a " + response.statusCode() + ", not a 200.");
        }
        return KeySets.read(new String(response.body(), StandardCharsets.UTF_8));
    }
}
