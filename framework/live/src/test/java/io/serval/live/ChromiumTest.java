package io.serval.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page.GoBackOptions;
import com.microsoft.playwright.WebSocket;
import com.microsoft.playwright.WebSocketFrame;
import com.microsoft.playwright.options.WaitUntilState;
import io.serval.live.PostgresExtension.Fresh;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(PostgresExtension.class)
@DisplayName("The browser module, in Chromium")
class ChromiumTest {
    private static final String PATH = "/ticks/a";

    private static Chromium chromium;

    private final Fresh fresh;
    private final Map<Log, Latest<String, Long>> prices = new ConcurrentHashMap<>();
    private Site site;
    private NetworkProxy proxy;

    ChromiumTest(Fresh fresh) {
        this.fresh = fresh;
    }

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void stop() {
        chromium.close();
    }

    @BeforeEach
    void open() throws Exception {
        site = Site.on(
                fresh.database(),
                Site.QUICK,
                Map.of("/prices", (log, request) -> prices(log).toResponse(request)));
        proxy = new NetworkProxy(site.port());
    }

    @AfterEach
    void close() throws Exception {
        proxy.close();
        site.close();
    }

    @Test
    @DisplayName("shows 10,000 events in order and none twice, though the line is cut again and again")
    void tenThousand() throws Exception {
        try (LivePage page = follow(PATH)) {
            for (int thousand = 0; thousand < 10; thousand++) {
                appendAtOnce(thousand * 1_000L + 1, thousand * 1_000L + 1_000);
                proxy.cut();
            }

            assertThat(page.shown(10_000)).isEqualTo(numbers(10_000));
        }
    }

    @Test
    @DisplayName("goes on after a cut where it was, and is stale until it does")
    void cut() throws Exception {
        try (LivePage page = follow(PATH)) {
            site.append("a", 1, 3);
            page.shown(3);

            proxy.down();
            page.awaitState("stale");
            site.append("a", 4, 6);
            proxy.up();

            assertThat(page.shown(6)).isEqualTo(numbers(6));
            page.awaitState("current");
        }
    }

    @Test
    @DisplayName("notices by the missing heartbeats that a line has stalled which nobody has closed")
    void stalled() throws Exception {
        try (LivePage page = follow(PATH)) {
            site.append("a", 1, 3);
            page.shown(3);

            proxy.stall();
            site.append("a", 4, 6);

            assertThat(page.shown(6)).isEqualTo(numbers(6));
            assertThat(page.evaluate("states.join()")).isEqualTo("current,stale,current");
        }
    }

    @Test
    @DisplayName("catches up with a server that was killed with kill -9 and started again")
    void killed() throws Exception {
        String database =
                fresh.server().url(fresh.name(), fresh.server().postgres().port());
        SiteProcess served = SiteProcess.start(database, 0);
        try (LivePage page = LivePage.open(chromium.browser(), served.port(), PATH)) {
            site.append("a", 1, 3);
            page.shown(3);

            served.kill();
            page.awaitState("stale");
            site.append("a", 4, 6);
            served = SiteProcess.start(database, served.port());

            assertThat(page.shown(6)).isEqualTo(numbers(6));
            page.awaitState("current");
            page.awaitLine("websocket");
        } finally {
            served.close();
        }
    }

    @Test
    @DisplayName("goes over server-sent events where a proxy refuses upgrades, resumes there, and returns to a socket")
    void upgradeRefused() throws Exception {
        proxy.refuseUpgrades(true);
        try (LivePage page = follow(PATH)) {
            page.awaitLine("sse");
            site.append("a", 1, 3);
            page.shown(3);

            proxy.down();
            page.awaitState("stale");
            site.append("a", 4, 6);
            proxy.up();
            assertThat(page.shown(6)).isEqualTo(numbers(6));
            assertThat(page.evaluate("live.state.over")).isEqualTo("sse");

            int before = proxy.refused();
            Awaitility.await().until(() -> proxy.refused() > before); // It goes on trying.
            proxy.refuseUpgrades(false);
            page.awaitLine("websocket");
            site.append("a", 7, 9);
            assertThat(page.shown(9)).isEqualTo(numbers(9));
        }
    }

    @Test
    @DisplayName("notices a stalled line over server-sent events too")
    void stalledEvents() throws Exception {
        proxy.refuseUpgrades(true);
        // The browser tries its old connections again, each of which has stalled.
        Map<String, Integer> limits = Map.of("silence", 1_000, "connect", 500);
        try (LivePage page = LivePage.open(chromium.browser(), proxy.port(), PATH, limits)) {
            page.awaitLine("sse");
            site.append("a", 1, 3);
            page.shown(3);

            proxy.stall();
            site.append("a", 4, 6);

            assertThat(page.shown(6)).isEqualTo(numbers(6));
        }
    }

    @Test
    @DisplayName("asks for an event that a proxy has lost, and shows nothing behind it before")
    void gap() throws Exception {
        try (LivePage page = follow(PATH)) {
            site.append("a", 1, 3);
            page.shown(3);

            proxy.loseNext("\"n\":5}");
            site.append("a", 4, 9);

            assertThat(page.shown(9)).isEqualTo(numbers(9));
            assertThat(proxy.lost()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("serves two tabs, each for itself")
    void twoTabs() throws Exception {
        try (LivePage first = follow(PATH)) {
            try (LivePage second = follow(PATH)) {
                site.append("a", 1, 3);
                assertThat(first.shown(3)).isEqualTo(numbers(3));
                assertThat(second.shown(3)).isEqualTo(numbers(3));
            }
            site.append("a", 4, 6);
            assertThat(first.shown(6)).isEqualTo(numbers(6));
        }
    }

    @Test
    @DisplayName("lets go of its socket while nobody sees the page, and resumes when somebody does")
    void hidden() throws Exception {
        try (LivePage page = follow(PATH)) {
            site.append("a", 1, 3);
            page.shown(3);

            page.turn("hidden");
            page.awaitLine("paused");
            site.append("a", 4, 6);
            assertThat(page.shown()).isEqualTo(numbers(3));
            page.turn("visible");

            assertThat(page.shown(6)).isEqualTo(numbers(6));
        }
    }

    @Test
    @DisplayName("resumes on a page that the reader has left and comes back to, as the browser has kept it")
    void leftAndBack() throws Exception {
        try (LivePage page = follow(PATH)) {
            site.append("a", 1, 3);
            page.shown(3);

            page.page().navigate("http://localhost:" + proxy.port() + "/plain");
            site.append("a", 4, 6);
            page.page().goBack(new GoBackOptions().setWaitUntil(WaitUntilState.COMMIT)); // It is loaded already.

            assertThat(page.shown(6)).isEqualTo(numbers(6));
            assertThat(page.evaluate("lines.join()")).isEqualTo("websocket,paused,websocket");
        }
    }

    @Test
    @DisplayName("knows at once when the machine is offline, and catches up when it is online again")
    void offline() throws Exception {
        try (LivePage page = follow(PATH)) {
            site.append("a", 1, 3);
            page.shown(3);

            page.page().context().setOffline(true);
            page.awaitState("stale");
            site.append("a", 4, 6);
            page.page().context().setOffline(false);

            assertThat(page.shown(6)).isEqualTo(numbers(6));
        }
    }

    @Test
    @DisplayName("ends a subscription, and the socket with the client, by their signals")
    void signals() throws Exception {
        try (LivePage page = follow(PATH)) {
            site.append("a", 1, 3);
            page.shown(3);
            page.evaluate("""
                    () => {
                      window.leaving = new AbortController();
                      window.other = follow('/ticks/b', { signal: leaving.signal });
                    }""");
            site.append("b", 100, 100);
            page.shown(4);

            page.evaluate("leaving.abort()");
            site.append("b", 101, 101);
            site.append("a", 4, 4);
            assertThat(page.shown(5)).isEqualTo(List.of(1, 2, 3, 100, 4));
            assertThat(page.evaluate("other.state.name")).isEqualTo("closed");

            page.evaluate("stop.abort()");
            site.append("a", 5, 5);
            page.awaitLine("closed");
            assertThat(page.shown()).hasSize(5);
        }
    }

    @Test
    @DisplayName("tells the server when the last reader of a path has left it")
    void unsubscribes() throws Exception {
        try (LivePage page = LivePage.blank(chromium.browser(), proxy.port())) {
            WebSocket socket = page.page().waitForWebSocket(() -> page.follow(PATH));
            page.awaitState("current");

            WebSocketFrame frame = socket.waitForFrameSent(() -> page.evaluate("subscription.close()"));

            assertThat(frame.text()).isEqualTo("{\"unsubscribe\":\"/ticks/a\"}");
        }
    }

    @Test
    @DisplayName("joins a page that the server has rendered without a hole and without a repeat")
    void rendered() throws Exception {
        site.append("a", 1, 3);
        JsonNode rendered = site.page("/counts/a");
        site.append("a", 4, 5);

        String from = rendered.get("position").asString();
        try (LivePage page = LivePage.open(chromium.browser(), proxy.port(), "/counts/a", from)) {
            page.shown(2);
            site.append("a", 6, 6);

            assertThat(page.shown(3)).isEqualTo(List.of(4, 5, 6));
        }
    }

    @Test
    @DisplayName("is told to begin anew, with a fresh state, when its position is of no use any more")
    void reset() throws Exception {
        site.append("a", 1, 3);
        try (LivePage page = LivePage.open(chromium.browser(), proxy.port(), "/counts/a", "another epoch:2")) {
            page.shown(2);
            site.append("a", 4, 4);

            assertThat(page.shown(3)).isEqualTo(List.of("reset", "= 3", 4));
        }
    }

    @Test
    @DisplayName("says that a path has failed, and why, when its route refuses")
    void refused() throws Exception {
        try (LivePage page = follow("/secret")) {
            page.awaitState("failed");

            assertThat(page.evaluate("subscription.state.problem.detail")).isEqualTo("Not for you.");
        }
    }

    @Test
    @DisplayName("hands out changes to a loop, which leaves the stream when it is left")
    void loop() throws Exception {
        try (LivePage page = follow("/ticks/b")) {
            site.append("a", 1, 3);

            Object seen = page.evaluate("""
                    async () => {
                      const seen = [];
                      for await (const { data } of live.changes('/ticks/a')) {
                        seen.push(data.n);
                        if (seen.length === 3) break;
                      }
                      return seen;
                    }""");

            assertThat(seen).isEqualTo(numbers(3));
        }
    }

    @Test
    @DisplayName("keeps a state right by a function, over cuts")
    void reduces() throws Exception {
        try (LivePage page = follow("/ticks/b")) {
            site.append("a", 1, 3);
            page.evaluate("""
                    () => {
                      window.counted = live.reduce('/counts/a', ({ count }) => ({ count: count + 1 }));
                    }""");
            page.page().waitForFunction("() => counted.value?.count === 3");

            proxy.cut();
            site.append("a", 4, 6);

            page.page().waitForFunction("() => counted.value.count === 6");
            assertThat(page.evaluate("counted.state.name")).isEqualTo("current");
        }
    }

    @Test
    @DisplayName("shows the newest value of each key of a latest topic, over cuts")
    void latest() throws Exception {
        Latest<String, Long> prices = prices(site.log());
        prices.put("A", 1L);
        try (LivePage page = follow("/ticks/b")) {
            page.evaluate("() => { window.prices = live.latest('/prices'); }");
            for (long price = 2; price <= 1_000; price++) {
                prices.put("A", price);
                prices.put("B", -price);
            }
            page.page().waitForFunction("() => prices.values.get('A') === 1000 && prices.values.get('B') === -1000");

            proxy.cut();
            prices.remove("A");
            prices.put("B", 7L);

            page.page().waitForFunction("() => !prices.values.has('A') && prices.values.get('B') === 7");
        }
    }

    private Latest<String, Long> prices(Log log) {
        return prices.computeIfAbsent(log, it -> it.latest().topic("prices", String.class, Long.class));
    }

    private LivePage follow(String path) {
        return LivePage.open(chromium.browser(), proxy.port(), path);
    }

    private void appendAtOnce(long from, long to) {
        fresh.database().transact(tx -> {
            for (long n = from; n <= to; n++) {
                site.log().append(tx, Site.topic("a"), new Tick("site", n));
            }
        });
    }

    private static List<Integer> numbers(int count) {
        return IntStream.rangeClosed(1, count).boxed().toList();
    }
}
