package tracking.carrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Adapters over HTTP")
class CarrierHttpTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        http.shutdownNow();
        threads.shutdownNow();
    }

    @Test
    @DisplayName("G-13: DHL is asked by query with its key in DHL-API-Key")
    void asksDhl() throws InterruptedException {
        CompletableFuture<Map<String, List<String>>> headers = new CompletableFuture<>();
        serve(exchange -> {
            headers.complete(Map.copyOf(exchange.getRequestHeaders()));
            reply(exchange, 200, "application/json", Answers.sample("dhl/delivered-without-offsets.json"));
        });

        Lookup lookup = adapter(Carrier.DHL, LONG).look(" 990000000011 ");

        assertThat(Answers.found(lookup).current()).isEqualTo(Status.DELIVERED);
        assertThat(Answers.found(lookup).events().getFirst().trackingNumber()).isEqualTo("990000000011");
        assertThat(requests).containsExactly("GET /track/shipments?trackingNumber=990000000011");
        assertThat(headers.join())
                .containsEntry("Dhl-api-key", List.of("the-key"))
                .containsEntry("Accept", List.of("application/json"))
                .doesNotContainKey("Upgrade");
    }

    @Test
    @DisplayName("G-14: DPD is asked by path, in the locale that it knows")
    void asksDpd() throws InterruptedException {
        serve(exchange -> reply(exchange, 200, "application/json", Answers.sample("dpd/waiting-in-a-shop.json")));

        assertThat(Answers.found(adapter(Carrier.DPD, LONG).look("09990000000012"))
                        .current())
                .isEqualTo(Status.READY_FOR_PICKUP);
        assertThat(requests).containsExactly("GET /rest/plc/de_DE/09990000000012");
    }

    @Test
    @DisplayName("G-15: GLS is asked by query; JSON under text/plain is read")
    void asksGls() throws InterruptedException {
        serve(exchange -> reply(exchange, 200, "text/plain", Answers.sample("gls/rstt028-locker.json")));

        assertThat(Answers.found(adapter(Carrier.GLS, LONG).look("90000000012")).current())
                .isEqualTo(Status.DELIVERED);
        assertThat(requests).containsExactly("GET /app/service/open/rest/DE/de/rstt001?match=90000000012");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "DHL, /base/track/shipments?trackingNumber=1%2F..%2F2%3Fa%3Db%26c%20%C3%A4",
        "DPD, /base/rest/plc/de_DE/1%2F..%2F2%3Fa%3Db%26c%20%C3%A4",
        "GLS, /base/app/service/open/rest/DE/de/rstt001?match=1%2F..%2F2%3Fa%3Db%26c%20%C3%A4"
    })
    @DisplayName("G-01: a number cannot lead the request elsewhere, and the base may have a path and a last slash")
    void encodesNumbers(Carrier carrier, String path) throws InterruptedException {
        serve(exchange -> reply(exchange, 404, "application/json", new byte[0]));

        assertThat(adapter(carrier, base() + "/base/", LONG).look("1/../2?a=b&c ä"))
                .isEqualTo(new Lookup.NotFound());
        assertThat(requests).containsExactly("GET " + path);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Carrier.class)
    @DisplayName("G-16: 404 and 204 are a parcel that the carrier does not know")
    void notFound(Carrier carrier) throws InterruptedException {
        serve(exchange -> reply(exchange, requests.size() == 1 ? 404 : 204, "text/html", new byte[0]));

        assertThat(adapter(carrier, LONG).look("1")).isEqualTo(new Lookup.NotFound());
        assertThat(adapter(carrier, LONG).look("1")).isEqualTo(new Lookup.NotFound());
    }

    @ParameterizedTest(name = "Retry-After: {0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "empty",
            value = {
                "120                           | PT2M",
                "0                             | PT0S",
                "99999999999999999999          | PT24H",
                "Fri, 20 Nov 2026 12:05:00 GMT | PT5M",
                "Fri, 20 Nov 2026 11:00:00 GMT | PT0S",
                "Fri, 20 Nov 2099 11:00:00 GMT | PT24H",
                "soon                          | empty",
                "-5                            | empty",
                "Mon, 20 Nov 2026 12:05:00 GMT | empty"
            })
    @DisplayName("G-18: 429 asks for a pause, in seconds or until a date")
    void throttled(String header, @Nullable Duration pause) throws InterruptedException {
        serve(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", header);
            reply(exchange, 429, "application/json", new byte[0]);
        });

        assertThat(adapter(Carrier.DHL, LONG).look("1")).isEqualTo(new Lookup.Throttled(Optional.ofNullable(pause)));
    }

    @ParameterizedTest(name = "HTTP {0}")
    @CsvSource({"401", "403"})
    @DisplayName("G-13: a refusal names what to check, never the key")
    void refused(int status) throws InterruptedException {
        serve(exchange -> reply(
                exchange, status, "application/json", bytes("{\"title\":\"Unauthorized\",\"detail\":\"Bad key\"}")));

        assertThat(adapter(Carrier.DHL, LONG).look("1"))
                .isEqualTo(new Lookup.Refused("DHL answered HTTP " + status + ": Bad key; check TRACKING_DHL_KEY"));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Carrier.class)
    @DisplayName("G-18: 5xx is an outage, with a page or without")
    void serverErrors(Carrier carrier) throws InterruptedException {
        serve(exchange -> reply(exchange, 500 + 3 * (requests.size() - 1), "text/html", bytes("<html>")));

        assertThat(adapter(carrier, LONG).look("1")).isEqualTo(new Lookup.Unavailable(carrier + " answered HTTP 500"));
        assertThat(adapter(carrier, LONG).look("1")).isEqualTo(new Lookup.Unavailable(carrier + " answered HTTP 503"));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Carrier.class)
    @DisplayName("G-14: a redirect is not followed")
    void redirect(Carrier carrier) throws InterruptedException {
        serve(exchange -> {
            exchange.getResponseHeaders().set("Location", "/page");
            reply(exchange, 302, "text/html", bytes("<html>"));
        });

        assertThat(adapter(carrier, LONG).look("12"))
                .isInstanceOfSatisfying(
                        Lookup.NotReadable.class,
                        answer -> assertThat(answer.reason()).contains("302", "a redirect to /page"));
        assertThat(requests).hasSize(1);
    }

    @Test
    @DisplayName("G-18: a carrier that does not answer in time is unavailable")
    void silence() throws InterruptedException {
        serve(exchange -> awaitEnd());

        assertThat(adapter(Carrier.DPD, SHORT).look("1"))
                .isEqualTo(new Lookup.Unavailable("No complete answer from " + base() + " within 300 ms"));
    }

    @Test
    @DisplayName("G-18: the time-out covers a body that trickles, and the connection is given up")
    void trickle() throws InterruptedException {
        CompletableFuture<IOException> hungUp = new CompletableFuture<>();
        serve(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                while (!end.await(10, TimeUnit.MILLISECONDS)) {
                    body.write(' ');
                    body.flush();
                }
            } catch (IOException e) {
                hungUp.complete(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        assertThat(adapter(Carrier.GLS, SHORT).look("1")).isInstanceOf(Lookup.Unavailable.class);
        await().until(hungUp::isDone);
    }

    @Test
    @DisplayName("G-18: a connection that breaks within the body is an outage, and no event is made of its beginning")
    void brokenConnection() throws InterruptedException {
        byte[] body = Answers.sample("dhl/delivered-without-offsets.json");
        serve(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body, 0, body.length - 3);
            exchange.getResponseBody().flush();
            exchange.close();
        });

        assertThat(adapter(Carrier.DHL, LONG).look("990000000011")).isInstanceOf(Lookup.Unavailable.class);
    }

    @ParameterizedTest(name = "HTTP {0}: {1}")
    @CsvSource({"200, NotReadable", "404, NotFound", "500, Unavailable"})
    @DisplayName("G-14: a body without end is read up to the limit, and the status still counts")
    void endlessBody(int status, String outcome) throws InterruptedException {
        CompletableFuture<Long> sent = new CompletableFuture<>();
        serve(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, 0);
            byte[] part = "[[[[".repeat(16 * 1024).getBytes(StandardCharsets.US_ASCII);
            long count = 0;
            try (OutputStream body = exchange.getResponseBody()) {
                for (; end.getCount() > 0; count += part.length) {
                    body.write(part);
                }
            } catch (IOException e) {
                sent.complete(count);
            }
        });

        assertThat(adapter(Carrier.DPD, LONG).look("1").getClass().getSimpleName())
                .isEqualTo(outcome);
        await().until(sent::isDone);
        assertThat(sent.join()).isGreaterThanOrEqualTo(BoundedBody.LIMIT);
    }

    @Test
    @DisplayName("G-18: a refused connection is an outage, and the next look-up works again")
    void connectionRefused() throws IOException, InterruptedException {
        int port = server.getAddress().getPort();
        CarrierAdapter adapter = adapter(Carrier.GLS, LONG);
        server.stop(0);

        assertThat(adapter.look("1"))
                .isInstanceOfSatisfying(
                        Lookup.Unavailable.class,
                        answer -> assertThat(answer.reason()).contains("localhost:" + port, "ConnectException"));

        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.start();
        serve(exchange -> reply(exchange, 200, "application/json", Answers.sample("gls/empty.json")));
        assertThat(adapter.look("1")).isEqualTo(new Lookup.NotFound());
    }

    @Test
    @DisplayName("G-18: what is no HTTP at all is an outage")
    void noHttp() throws IOException, InterruptedException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            threads.submit(() -> {
                while (!socket.isClosed()) {
                    try (Socket connection = socket.accept()) {
                        connection.getOutputStream().write(bytes("220 mail.example ESMTP\r\n\r\n"));
                    }
                }
                return null;
            });

            assertThat(adapter(Carrier.DHL, "http://localhost:" + socket.getLocalPort(), LONG)
                            .look("1"))
                    .isInstanceOf(Lookup.Unavailable.class);
        }
    }

    @Test
    @DisplayName("G-33: an interrupt ends the wait and gives the request up")
    void interrupted() throws InterruptedException {
        serve(exchange -> awaitEnd());
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                outcome.completeExceptionally(
                        new AssertionError(adapter(Carrier.DHL, LONG).look("1").toString()));
            } catch (InterruptedException e) {
                outcome.complete(e);
            }
        });
        await().until(() -> requests.size() == 1);

        thread.interrupt();

        await().until(outcome::isDone);
        assertThat(outcome).isCompletedWithValueMatching(InterruptedException.class::isInstance);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Carrier.class)
    @DisplayName("G-01: a blank number is not asked for")
    void blankNumber(Carrier carrier) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> adapter(carrier, LONG).look(" "))
                .withMessageContaining("tracking number");
        assertThat(requests).isEmpty();
    }

    @Test
    @DisplayName("G-01: an adapter says at once what in its configuration cannot work")
    void configuration() {
        HttpClient following = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        URI base = URI.create(base());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DpdAdapter(following, InstantSource.system(), LONG, base))
                .withMessageContaining("redirect");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GlsAdapter(http, InstantSource.system(), LONG, URI.create("gls-group.eu")))
                .withMessageContaining("gls-group.eu");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GlsAdapter(http, InstantSource.system(), Duration.ZERO, base))
                .withMessageContaining("time-out");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DhlAdapter(http, InstantSource.system(), LONG, base, "secret\r\nX: y"))
                .withMessageContaining("TRACKING_DHL_KEY")
                .withMessageNotContaining("secret");
        following.close();
    }

    private String base() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private CarrierAdapter adapter(Carrier carrier, Duration timeout) {
        return adapter(carrier, base(), timeout);
    }

    private CarrierAdapter adapter(Carrier carrier, String base, Duration timeout) {
        InstantSource clock = InstantSource.fixed(Answers.RECEIVED);
        URI uri = URI.create(base);
        return switch (carrier) {
            case DHL -> new DhlAdapter(http, clock, timeout, uri, "the-key");
            case DPD -> new DpdAdapter(http, clock, timeout, uri);
            case GLS -> new GlsAdapter(http, clock, timeout, uri);
        };
    }

    private void serve(HttpHandler handler) {
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            handler.handle(exchange);
        });
    }

    private static void reply(HttpExchange exchange, int status, String contentType, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", contentType);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
