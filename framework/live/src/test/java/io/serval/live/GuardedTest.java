package io.serval.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serval.core.Handler;
import io.serval.core.Principal;
import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.middleware.ApiKey;
import io.serval.middleware.ApiKeys;
import io.serval.middleware.Cors;
import io.serval.middleware.Revocations;
import io.serval.sql.Database;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
@DisplayName("Server-sent events behind middleware")
class GuardedTest {
    private static final String SSE = "text/event-stream";
    private static final String SECRET = "ann-ann-ann-ann-ann-ann-ann-ann-";
    private static final String ORIGIN = "https://app.example";

    private final ApiKeys keys = ApiKeys.of(List.of(ApiKey.of("a", SECRET, new Principal("ann", Set.of()))));
    private final Revocations revocations = Revocations.byPrincipal();
    private final Site site;

    GuardedTest(Database database) {
        site = Site.on(database, LogSettings.DEFAULT, Map.of("/guarded/{topic}", this::guarded));
    }

    private Response guarded(Log log, Request request) throws Exception {
        Handler stream = each -> log.live(Site.topic(each)).toResponse(each);
        return stream.with(Cors.of(ORIGIN), keys, revocations).handle(request);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    @DisplayName("U-03: are for those who may ask for the route, however good the position that they come back with")
    void authorised() throws Exception {
        site.append("a", 1, 3);
        String first;
        try (EventSource events = site.events("/guarded/a", ApiKeys.HEADER, SECRET)) {
            events.next();
            first = events.next().id();
        }

        HttpResponse<String> refused = site.get("/guarded/a", "Accept", SSE, "Last-Event-ID", first);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        try (EventSource events = site.events("/guarded/a", "Last-Event-ID", first, ApiKeys.HEADER, SECRET)) {
            assertThat(events.ticks(2)).containsExactly(2L, 3L);
        }
    }

    @Test
    @DisplayName("U-03: end when the key is taken back that they were opened with")
    void revoked() throws Exception {
        try (EventSource events = site.events("/guarded/a", ApiKeys.HEADER, SECRET)) {
            events.next();
            await().until(() -> !site.log().fanout().idle());

            revocations.revoke("ann");

            events.awaitEnd();
            assertThat(site.log().fanout().idle()).isTrue();
        }
    }

    @Test
    @DisplayName("U-03: are for pages of other origins if the CORS middleware says so, and never for all by themselves")
    void crossOrigin() throws Exception {
        try (EventSource plain = site.events("/ticks/a", "Origin", ORIGIN)) {
            assertThat(plain.response().headers().map().keySet())
                    .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"));
        }
        try (EventSource allowed = site.events("/guarded/a", "Origin", ORIGIN, ApiKeys.HEADER, SECRET)) {
            assertThat(allowed.response().headers().allValues("Access-Control-Allow-Origin"))
                    .containsExactly(ORIGIN);
        }
        try (EventSource other = site.events("/guarded/a", "Origin", "https://evil.example", ApiKeys.HEADER, SECRET)) {
            assertThat(other.response().headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
    }
}
