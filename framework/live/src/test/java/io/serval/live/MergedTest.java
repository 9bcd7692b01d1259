package io.serval.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.sql.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(PostgresExtension.class)
class MergedTest {
    private final Database database;
    private final Site site;

    MergedTest(Database database) {
        this.database = database;
        this.site = Site.on(
                database,
                Site.QUICK,
                Map.of("/both", (log, request) -> both(log).toResponse(request), "/sum", this::sum));
    }

    private static Live<Tick> both(Log log) {
        return Live.merge(log.live(Site.topic("a")), log.live(Site.topic("b")));
    }

    private Response sum(Log log, Request request) throws Exception {
        return log.state(
                        both(log),
                        tx -> new Site.Count(tx.query(
                                        "select coalesce(sum(count), 0) as count from public.counted",
                                        row -> row.longValue("count"))
                                .getFirst()),
                        Site.Count.class)
                .toResponse(request);
    }

    @AfterEach
    void close() {
        site.close();
    }

    private void append(String topic, int from, int to) {
        for (int n = from; n <= to; n++) {
            site.append(topic, new Tick(topic, n));
        }
    }

    /** An event of a merged stream: which it is, and the position after it. */
    private record Seen(String tick, String position) {}

    private static List<Seen> seen(JsonNode envelope) {
        var seen = new ArrayList<Seen>();
        envelope.get("events").forEach(event -> {
            JsonNode data = event.get("data");
            seen.add(new Seen(
                    data.get("by").stringValue() + data.get("n").longValue(),
                    event.get("position").stringValue()));
        });
        return seen;
    }

    private static List<String> ticks(List<Seen> seen) {
        return seen.stream().map(Seen::tick).toList();
    }

    private List<Seen> events(int count, String... headers) throws Exception {
        try (EventSource events = site.events("/both", headers)) {
            var seen = new ArrayList<Seen>();
            while (seen.size() < count) {
                EventSource.Block block = events.next();
                if (block.field("data").isPresent()) {
                    List<Seen> one = seen(block.data());
                    assertThat(block.id()).isEqualTo(one.getLast().position());
                    seen.addAll(one);
                }
            }
            return seen;
        }
    }

    @Test
    @DisplayName("two topics as one page: those of each in their order, and a position leads to what is left of both")
    void pages() throws Exception {
        append("a", 1, 3);
        append("b", 1, 2);

        JsonNode all = site.page("/both");
        assertThat(ticks(seen(all))).containsExactly("a1", "a2", "a3", "b1", "b2");
        assertThat(all.get("position").stringValue())
                .isEqualTo(seen(all).getLast().position());
        for (int i = 0; i < 5; i++) {
            JsonNode rest = site.page("/both?after=" + seen(all).get(i).position());
            assertThat(ticks(seen(rest))).isEqualTo(ticks(seen(all)).subList(i + 1, 5));
        }
        JsonNode first = site.page("/both?limit=4");
        assertThat(ticks(seen(site.page("/both?after=" + first.get("position").stringValue()))))
                .containsExactly("b2");
    }

    @Test
    @DisplayName("U-03: two topics as one stream of events, which goes on from any position without a gap or a repeat")
    void resumed() throws Exception {
        append("a", 1, 3);
        append("b", 1, 3);
        List<Seen> whole = events(6);
        assertThat(ticks(whole)).containsExactlyInAnyOrder("a1", "a2", "a3", "b1", "b2", "b3");
        assertThat(ticks(whole)).containsSubsequence("a1", "a2", "a3").containsSubsequence("b1", "b2", "b3");

        for (int i = 0; i < 5; i++) {
            List<Seen> rest = events(5 - i, "Last-Event-ID", whole.get(i).position());
            assertThat(ticks(rest))
                    .containsExactlyInAnyOrderElementsOf(ticks(whole).subList(i + 1, 6));
        }
    }

    @Test
    @DisplayName("two topics on a WebSocket and as one subscription: what comes has one position, and goes on from it")
    void sockets() throws Exception {
        try (SocketClient single = site.socket("/both");
                SocketClient many = site.socket("/_serval/live")) {
            single.next();
            many.subscribe("/both").next();
            many.next();
            append("b", 1, 1);
            append("a", 1, 1);
            JsonNode first = single.next();
            JsonNode second = single.next();
            assertThat(seen(first)).isEqualTo(seen(many.next()));
            assertThat(seen(second)).isEqualTo(seen(many.next()));
            assertThat(List.of(
                            ticks(seen(first)).getFirst(), ticks(seen(second)).getFirst()))
                    .containsExactlyInAnyOrder("a1", "b1");

            append("a", 2, 2);
            String position = seen(first).getFirst().position();
            String missing = ticks(seen(second)).getFirst();
            try (SocketClient resumed = site.socket("/both?after=" + position);
                    SocketClient again = site.socket("/_serval/live")) {
                resumed.next();
                assertThat(List.of(
                                ticks(seen(resumed.next())).getFirst(),
                                ticks(seen(resumed.next())).getFirst()))
                        .containsExactlyInAnyOrder(missing, "a2");
                again.subscribe("/both", position).next();
                again.next();
                assertThat(List.of(
                                ticks(seen(again.next())).getFirst(),
                                ticks(seen(again.next())).getFirst()))
                        .containsExactlyInAnyOrder(missing, "a2");
            }
        }
    }

    @Test
    @DisplayName("a position that one topic cannot go on from, or of another number of topics, resets both")
    void reset() throws Exception {
        append("a", 1, 2);
        append("b", 1, 2);
        JsonNode all = site.page("/both");
        String second = seen(all).get(1).position();
        database.transact(tx -> {
            tx.update("update serval.topic set floor = 1 where name = 'b'");
        });

        JsonNode page = site.page("/both?after=" + second);
        assertThat(page.get("reset").booleanValue()).isTrue();
        assertThat(ticks(seen(page))).containsExactly("a1", "a2", "b2");
        String single = site.page("/ticks/a").get("position").stringValue();
        assertThat(site.page("/both?after=" + single).get("reset").booleanValue())
                .isTrue();
    }

    @Test
    @DisplayName("a state of two topics plus their events is the whole, however many write while readers join")
    void state() throws Exception {
        int each = 40;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var work = new ArrayList<Future<?>>();
            for (String topic : List.of("a", "b")) {
                work.add(threads.submit(() -> append(topic, 1, each)));
            }
            for (int reader = 0; reader < 8; reader++) {
                work.add(threads.submit(() -> {
                    try (EventSource events = site.events("/sum")) {
                        events.next();
                        int count = events.next()
                                .data()
                                .get("snapshot")
                                .get("count")
                                .intValue();
                        assertThat(events.ticks(2 * each - count)).hasSize(2 * each - count);
                    }
                    return null;
                }));
            }
            for (Future<?> done : work) {
                done.get();
            }
        }
        assertThat(site.page("/sum").get("snapshot").get("count").intValue()).isEqualTo(2 * each);
    }

    @Test
    @DisplayName("streams of two databases cannot be merged, and neither can none")
    void impossible(PostgresExtension.Fresh fresh) {
        try (Database other = fresh.server().another(fresh.name());
                Log log = Log.open(other)) {
            Live<Tick> foreign = log.live(Site.topic("a"));
            assertThatThrownBy(() -> Live.merge(both(site.log()), foreign)).hasMessageContaining("one log");
        }
        assertThatThrownBy(Live::merge).hasMessageContaining("at least one");
    }
}
