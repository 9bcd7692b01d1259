package io.serval.middleware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serval.core.Handler;
import io.serval.core.Headers;
import io.serval.core.Principal;
import io.serval.core.Problem;
import io.serval.core.ProblemException;
import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.middleware.RateLimit.Policy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A rate limit")
class RateLimitTest {
    private static final Handler HELLO = request -> Response.text(200, "hello");
    private static final String CLIENT = "192.0.2.1";

    private final Ticks clock = new Ticks();
    private final RateLimit five = RateLimit.of(5, Duration.ofMinutes(1)).withClock(clock);

    @Test
    @DisplayName("row 135: the sixth call within the window of five is a 429 that says when to come back")
    void sixth() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(five.handle(Ask.from(CLIENT), HELLO).status()).isEqualTo(200);
        }
        ProblemException refusal = refusal(five, Ask.from(CLIENT));

        assertThat(refusal.problem().status()).isEqualTo(429);
        assertThat(refusal.problem().detail()).contains("Try again in 12 seconds");
        assertThat(refusal.problem().members()).containsEntry("violated-policies", List.of("default"));
        assertThat(refusal.headers())
                .isEqualTo(Headers.of(
                        "RateLimit-Policy", "\"default\";q=5;w=60",
                        "RateLimit", "\"default\";r=0;t=12",
                        "Retry-After", "12"));
    }

    @Test
    @DisplayName("row 135: who comes back when told to is let in, a moment earlier not")
    void comesBack() throws Exception {
        exhaust(five, CLIENT);
        clock.pass(Duration.ofMillis(11_999));
        refusal(five, Ask.from(CLIENT));
        clock.pass(Duration.ofMillis(1));

        assertThat(five.handle(Ask.from(CLIENT), HELLO).status()).isEqualTo(200);
        refusal(five, Ask.from(CLIENT));
    }

    @Test
    @DisplayName("A-02: every response says where the client stands, with each policy")
    void fields() throws Exception {
        RateLimit limit = RateLimit.of(
                        new Policy("burst", 10, Duration.ofSeconds(1)), new Policy("hourly", 1000, Duration.ofHours(1)))
                .withClock(clock);
        Headers fields = limit.handle(Ask.from(CLIENT), HELLO).headers();

        assertThat(fields.first("RateLimit-Policy")).hasValue("\"burst\";q=10;w=1, \"hourly\";q=1000;w=3600");
        assertThat(fields.first("RateLimit")).hasValue("\"burst\";r=9;t=1, \"hourly\";r=999;t=4");
    }

    @Test
    @DisplayName("row 135: each policy holds, and a refused request takes from none")
    void policies() throws Exception {
        RateLimit limit = RateLimit.of(
                        new Policy("burst", 2, Duration.ofSeconds(1)), new Policy("hourly", 3, Duration.ofHours(1)))
                .withClock(clock);
        limit.handle(Ask.from(CLIENT), HELLO);
        limit.handle(Ask.from(CLIENT), HELLO);
        assertThat(refusal(limit, Ask.from(CLIENT)).problem().members())
                .containsEntry("violated-policies", List.of("burst"));
        clock.pass(Duration.ofSeconds(1));
        limit.handle(Ask.from(CLIENT), HELLO);

        ProblemException refusal = refusal(limit, Ask.from(CLIENT));
        assertThat(refusal.problem().members()).containsEntry("violated-policies", List.of("hourly"));
        assertThat(refusal.headers().first("Retry-After")).hasValue("1199");
    }

    @Test
    @DisplayName("row 135: one client's limit is not another's; addresses of one IPv6 network are one client")
    void addresses() throws Exception {
        exhaust(five, CLIENT);
        exhaust(five, "2001:db8::1");

        assertThat(five.handle(Ask.from("192.0.2.2"), HELLO).status()).isEqualTo(200);
        assertThat(five.handle(Ask.from("2001:db8:0:1::1"), HELLO).status()).isEqualTo(200);
        refusal(five, Ask.from("2001:db8::ffff:1"));
        refusal(five, Ask.from("::ffff:192.0.2.1"));
    }

    @Test
    @DisplayName("row 135: what a client says of its address changes nothing")
    void spoofed() throws Exception {
        exhaust(five, CLIENT);

        refusal(five, Ask.from(CLIENT, "X-Forwarded-For", "203.0.113.7", "Forwarded", "for=203.0.113.8"));
    }

    @Test
    @DisplayName("row 135: a principal has one bucket wherever it comes from; who is anonymous has that of the address")
    void principals() throws Exception {
        RateLimit limit = five.withKey(RateLimitKeys.PRINCIPAL);
        var ada = new Principal("ada", Set.of());
        for (int i = 0; i < 5; i++) {
            limit.handle(Ask.from("192.0.2." + i).with(ada), HELLO);
        }

        refusal(limit, Ask.from("192.0.2.9").with(ada));
        assertThat(limit.handle(Ask.from("192.0.2.9").with(new Principal("address 192.0.2.9", Set.of())), HELLO)
                        .status())
                .isEqualTo(200);
        exhaust(limit, "192.0.2.9");
    }

    @Test
    @DisplayName("row 135: a header field can be the key; without it the address is")
    void header() throws Exception {
        RateLimit limit = five.withKey(RateLimitKeys.header("X-Api-Key"));
        for (int i = 0; i < 5; i++) {
            limit.handle(Ask.from("192.0.2." + i, "X-Api-Key", "k".repeat(8000)), HELLO);
        }

        refusal(limit, Ask.from("192.0.2.9", "X-Api-Key", "k".repeat(8000)));
        exhaust(limit, "192.0.2.9");
    }

    @Test
    @DisplayName("row 135: a request may cost more, nothing, or as much as there is")
    void cost() throws Exception {
        RateLimit limit = five.withCost(
                request -> Long.parseLong(request.headers().first("X-Cost").orElseThrow()));
        for (int i = 0; i < 20; i++) {
            limit.handle(Ask.from(CLIENT, "X-Cost", "0"), HELLO);
        }
        limit.handle(Ask.from(CLIENT, "X-Cost", "3"), HELLO);
        assertThat(refusal(limit, Ask.from(CLIENT, "X-Cost", "3")).headers().first("Retry-After"))
                .hasValue("12");
        clock.pass(Duration.ofMinutes(1));

        assertThat(limit.handle(Ask.from(CLIENT, "X-Cost", "1000"), HELLO).status())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("row 135: a flood of addresses fills bounded memory and resets no bucket")
    void flood() throws Exception {
        var buckets = new Buckets(
                List.of(new Policy("hourly", 2, Duration.ofHours(1))),
                1000,
                () -> clock.instant().getEpochSecond() * 1_000_000_000);
        buckets.take("attacker", 2);
        for (int i = 0; i < 50_000; i++) {
            buckets.take("flood " + i, 1);
        }

        assertThat(buckets.clients()).isEqualTo(1000);
        assertThat(buckets.take("attacker", 1).refused()).isTrue();
        assertThat(IntStream.range(0, 5000)
                        .filter(i -> !buckets.take("late " + i, 1).refused())
                        .count())
                .as("those that come when memory is full share what is left")
                .isLessThan(512);

        clock.pass(Duration.ofHours(1));
        assertThat(buckets.clients()).as("full buckets are forgotten").isZero();
        assertThat(buckets.take("attacker", 2).refused()).isFalse();
    }

    @Test
    @DisplayName("row 135: of requests at the same time no more pass than there are tokens")
    void concurrent() throws Exception {
        RateLimit limit = RateLimit.of(100, Duration.ofHours(1)).withClock(clock);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Boolean> ask = () -> {
                try {
                    limit.handle(Ask.from(CLIENT), HELLO);
                    return true;
                } catch (ProblemException e) {
                    return false;
                }
            };
            long passed = threads
                    .invokeAll(IntStream.range(0, 1000).mapToObj(i -> ask).toList())
                    .stream()
                    .filter(result -> result.resultNow())
                    .count();

            assertThat(passed).isEqualTo(100);
        }
    }

    @Test
    @DisplayName("A-02: an error of the handler says where the client stands, too")
    void errors() {
        Handler absent = request -> {
            throw new ProblemException(Problem.of(404, "No."));
        };

        assertThat(refusal(five, Ask.from(CLIENT), absent).headers().first("RateLimit"))
                .hasValue("\"default\";r=4;t=12");
    }

    @Test
    @DisplayName("A limit that cannot be said or kept is refused when it is made")
    void mistakes() {
        assertThatThrownBy(() -> RateLimit.of(0, Duration.ofMinutes(1))).hasMessageContaining("nothing through");
        assertThatThrownBy(() -> RateLimit.of(1, Duration.ofMillis(1500))).hasMessageContaining("whole seconds");
        assertThatThrownBy(() -> new Policy("a\"b", 1, Duration.ofSeconds(1))).hasMessageContaining("lower-case");
        assertThatThrownBy(() -> RateLimit.of()).hasMessageContaining("at least one policy");
        var twice = new Policy("a", 1, Duration.ofSeconds(1));
        assertThatThrownBy(() -> RateLimit.of(twice, twice)).hasMessageContaining("name of its own");
    }

    @Test
    @DisplayName("row 135: on the wire, a client that changes what it says of itself is refused all the same")
    void onTheWire() throws IOException {
        try (var site = Site.of(HELLO, five)) {
            for (int i = 0; i < 5; i++) {
                assertThat(site.get("X-Forwarded-For: 203.0.113." + i).status()).isEqualTo(200);
            }
            Site.Answer refused = site.get("X-Forwarded-For: 203.0.113.9", "X-Real-IP: 203.0.113.10");

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.field("Retry-After")).hasValue("12");
            assertThat(refused.field("Content-Type")).hasValue("application/problem+json");
            assertThat(new String(refused.rest())).contains("\"violated-policies\":[\"default\"]");
        }
    }

    private void exhaust(RateLimit limit, String address) throws Exception {
        for (int i = 0; i < 5; i++) {
            limit.handle(Ask.from(address), HELLO);
        }
        refusal(limit, Ask.from(address));
    }

    private static ProblemException refusal(RateLimit limit, Request request) {
        return refusal(limit, request, HELLO);
    }

    private static ProblemException refusal(RateLimit limit, Request request, Handler handler) {
        try {
            Response response = limit.handle(request, handler);
            throw new AssertionError("Not refused: " + response);
        } catch (ProblemException e) {
            return e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
