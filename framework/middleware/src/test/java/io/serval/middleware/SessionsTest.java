package io.serval.middleware;

import static io.serval.middleware.Browser.body;
import static io.serval.middleware.Browser.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serval.core.Body;
import io.serval.core.Content;
import io.serval.core.Handler;
import io.serval.core.Headers;
import io.serval.core.Peer;
import io.serval.core.Principal;
import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.core.Scope;
import io.serval.netty.NettyServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Sessions")
class SessionsTest {
    private static final byte[] SECRET = Secrets.randomBytes(32);
    private static final Principal ANN = new Principal("ann", Set.of("clerk"));

    /** A value that is no text. */
    record Cart(List<String> items) {}

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final InstantSource clock = now::get;

    private static final Handler SHOP = request -> {
        Session session = Session.of(request);
        switch (request.path()) {
            case "/add" ->
                session.update("cart", Cart.class, cart -> {
                    Stream<String> before = cart.stream().flatMap(known -> known.items().stream());
                    return new Cart(Stream.concat(before, request.query().all("item").stream())
                            .toList());
                });
            case "/login" -> session.signIn(ANN);
            case "/logout" -> session.end();
            case "/large" -> session.put("large", "x".repeat(70_000));
            case "/public" -> {
                return text("public");
            }
            default -> {}
        }
        List<String> items = session.get("cart", Cart.class).map(Cart::items).orElse(List.of());
        return text(request.principal().name() + " " + items);
    };

    static Stream<Sessions> kinds() {
        return Stream.of(Sessions.inCookie(SECRET), Sessions.inStore(SessionStore.inMemory(1 << 20)));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @DisplayName("row 133, row 134: keep typed values and who signed in, from one request to the next, until they end")
    void remember(Sessions sessions) throws IOException {
        try (var server = Browser.serve(SHOP, sessions)) {
            var browser = new Browser(server);
            assertThat(body(browser.get("/add?item=tea"))).isEqualTo("anonymous [tea]");
            assertThat(body(browser.get("/login"))).isEqualTo("anonymous [tea]");
            assertThat(body(browser.get("/add?item=milk"))).isEqualTo("ann [tea, milk]");
            assertThat(body(new Browser(server).get("/"))).isEqualTo("anonymous []");
            browser.get("/logout");

            assertThat(browser.cookie()).isEmpty();
            assertThat(body(browser.get("/"))).isEqualTo("anonymous []");
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @DisplayName("set a cookie when something changed only, and never one that a cache may keep")
    void cookieOnChange(Sessions sessions) throws IOException {
        try (var server = Browser.serve(SHOP, sessions)) {
            var browser = new Browser(server);
            assertThat(browser.get("/public").field("Set-Cookie")).isEmpty();
            assertThat(browser.get("/public").field("Vary")).isEmpty();
            assertThat(browser.get("/").field("Set-Cookie")).isEmpty();

            Site.Answer added = browser.get("/add?item=tea");
            assertThat(added.field("Set-Cookie").orElseThrow()).endsWith("; Path=/; HttpOnly; SameSite=Lax");
            assertThat(added.field("Cache-Control")).hasValue("no-store");

            Site.Answer read = browser.get("/");
            assertThat(read.field("Set-Cookie")).isEmpty();
            assertThat(read.field("Cache-Control")).hasValue("private");
            assertThat(read.field("Vary")).hasValue("Cookie");
        }
    }

    @Test
    @DisplayName("have a __Host- cookie over TLS, and begin nowhere without it but on this machine")
    void secureCookie() throws Exception {
        Sessions sessions = Sessions.inCookie(SECRET).withSameSiteStrict();
        InetAddress far = InetAddress.getByName("192.0.2.7");

        Response response = sessions.handle(ask(new Peer(far, "https", "shop.example", "HTTP/2")), SHOP);
        assertThat(response.headers().first("Set-Cookie").orElseThrow())
                .startsWith("__Host-session=")
                .endsWith("; Path=/; HttpOnly; SameSite=Strict; Secure");

        assertThatThrownBy(() -> sessions.handle(ask(new Peer(far, "http", "shop.example", "HTTP/1.1")), SHOP))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("http://shop.example")
                .hasMessageContaining("trusted");
        assertThatThrownBy(() -> sessions.handle(
                        ask(new Peer(InetAddress.getLoopbackAddress(), "http", "shop.example", "HTTP/1.1")), SHOP))
                .as("a proxy that is not trusted")
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @DisplayName("row 133: a broken cookie is no session, and no error")
    void broken(Sessions sessions) throws IOException {
        try (var server = Browser.serve(SHOP, sessions)) {
            var browser = new Browser(server);
            browser.get("/login");
            String good = browser.cookie();
            int middle = good.length() / 2;
            String other = good.charAt(middle) == 'A' ? "B" : "A";
            List<String> bad = List.of(
                    "",
                    "%00",
                    "\"",
                    "====",
                    good.substring(0, middle),
                    good.substring(1),
                    good + "AAAA",
                    good.substring(0, middle) + other + good.substring(middle + 1),
                    "x".repeat(4000),
                    "../../etc/passwd",
                    "\u00e4\u00ff");
            for (String cookie : bad) {
                Site.Answer answer = new Browser(server).plant(cookie).get("/");
                assertThat(answer.status()).as(cookie).isEqualTo(200);
                assertThat(body(answer)).as(cookie).isEqualTo("anonymous []");
            }
            assertThat(body(browser.get("/"))).isEqualTo("ann []");
        }
    }

    @Test
    @DisplayName("no bit of an encrypted cookie can be changed")
    void everyBit() {
        var cipher = new CookieCipher(List.of(SECRET));
        byte[] sealed = Base64.getUrlDecoder().decode(cipher.seal(new byte[] {1, 2, 3}));
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(cipher.open(Secrets.base64(changed))).isEmpty();
        }
        assertThat(cipher.open(Secrets.base64(sealed)))
                .hasValueSatisfying(plain -> assertThat(plain).containsExactly(1, 2, 3));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @DisplayName("row 134: signing in rotates the session, so that a planted one stays anonymous")
    void fixation(Sessions sessions) throws IOException {
        try (var server = Browser.serve(SHOP, sessions)) {
            var attacker = new Browser(server);
            attacker.get("/add?item=bait");
            var victim = new Browser(server).plant(attacker.cookie());
            victim.get("/login");

            assertThat(victim.cookie()).isNotEqualTo(attacker.cookie());
            assertThat(body(victim.get("/"))).isEqualTo("ann [bait]");
            assertThat(body(attacker.get("/"))).startsWith("anonymous");
        }
    }

    @Test
    @DisplayName("an id that a client made up is not taken over")
    void madeUp() throws IOException {
        try (var server = Browser.serve(SHOP, Sessions.inStore(SessionStore.inMemory(1 << 20)))) {
            String chosen = "A".repeat(Secrets.ID_LENGTH);
            var browser = new Browser(server).plant(chosen);
            browser.get("/add?item=tea");

            assertThat(browser.cookie()).hasSize(Secrets.ID_LENGTH).isNotEqualTo(chosen);
        }
    }

    @Test
    @DisplayName("row 134: a replayed cookie is worthless once its session in a store has ended")
    void replay() throws IOException {
        try (var server = Browser.serve(SHOP, Sessions.inStore(SessionStore.inMemory(1 << 20)))) {
            var browser = new Browser(server);
            browser.get("/login");
            var thief = new Browser(server).plant(browser.cookie());
            assertThat(body(thief.get("/"))).isEqualTo("ann []");
            browser.get("/logout");

            assertThat(body(thief.get("/"))).isEqualTo("anonymous []");
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @DisplayName("two good cookies of one name are none, a broken one beside a good one does no harm")
    void tossing(Sessions sessions) throws IOException {
        try (var server = Browser.serve(SHOP, sessions)) {
            var victim = new Browser(server);
            victim.get("/login");
            var attacker = new Browser(server);
            attacker.get("/login");

            assertThat(body(new Browser(server)
                            .plant(attacker.cookie() + "; session=" + victim.cookie())
                            .get("/")))
                    .isEqualTo("anonymous []");
            assertThat(body(new Browser(server)
                            .plant("garbage; session=" + victim.cookie())
                            .get("/")))
                    .isEqualTo("ann []");
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @DisplayName("end when they idle, live on while they are used, and end with their lifetime all the same")
    void expire(Sessions sessions) throws IOException {
        Sessions timed =
                sessions.withClock(clock).withIdle(Duration.ofMinutes(20)).withLifetime(Duration.ofHours(1));
        try (var server = Browser.serve(SHOP, timed)) {
            var idle = new Browser(server);
            var busy = new Browser(server);
            idle.get("/login");
            busy.get("/login");
            var replayed = new Browser(server).plant(idle.cookie());
            for (int i = 0; i < 3; i++) {
                pass(Duration.ofMinutes(19));
                assertThat(body(busy.get("/"))).isEqualTo("ann []");
            }
            assertThat(body(idle.get("/"))).isEqualTo("anonymous []");
            assertThat(body(replayed.get("/"))).isEqualTo("anonymous []");

            pass(Duration.ofMinutes(4));
            assertThat(body(busy.get("/"))).isEqualTo("anonymous []");
        }
    }

    @Test
    @DisplayName("a new secret writes, the old one still reads, and one that is gone does not")
    void rotateSecrets() throws IOException {
        byte[] fresh = Secrets.randomBytes(48);
        var browser = new Browser[1];
        try (var server = Browser.serve(SHOP, Sessions.inCookie(SECRET))) {
            browser[0] = new Browser(server);
            browser[0].get("/login");
        }
        String old = browser[0].cookie();
        try (var server = Browser.serve(SHOP, Sessions.inCookie(fresh, SECRET))) {
            browser[0] = new Browser(server).plant(old);
            assertThat(body(browser[0].get("/add?item=tea"))).isEqualTo("ann [tea]");
        }
        try (var server = Browser.serve(SHOP, Sessions.inCookie(fresh))) {
            assertThat(body(new Browser(server).plant(browser[0].cookie()).get("/")))
                    .isEqualTo("ann [tea]");
            assertThat(body(new Browser(server).plant(old).get("/"))).isEqualTo("anonymous []");
        }
    }

    @Test
    @DisplayName("a store does not lose what two requests change at once")
    void concurrentChanges() throws Exception {
        var bothInside = new CountDownLatch(2);
        Handler slow = request -> {
            if (request.path().equals("/add")) {
                bothInside.countDown();
                assertThat(bothInside.await(20, TimeUnit.SECONDS)).isTrue();
            }
            return SHOP.handle(request);
        };
        try (var server = Browser.serve(slow, Sessions.inStore(SessionStore.inMemory(1 << 20)))) {
            var browser = new Browser(server);
            browser.get("/login");
            Thread other = Thread.ofVirtual().start(() -> add(server, browser.cookie()));
            browser.get("/add?item=milk");
            other.join();

            assertThat(body(browser.get("/"))).contains("tea").contains("milk");
        }
    }

    @Test
    @DisplayName("a request that ends after a sign-out does not bring the session back")
    void noResurrection() throws Exception {
        var store = SessionStore.inMemory(1 << 20);
        Sessions sessions = Sessions.inStore(store);
        try (var server = Browser.serve(SHOP, sessions)) {
            var browser = new Browser(server);
            browser.get("/login");
            Request late = Request.of(
                    "GET",
                    "/add?item=tea",
                    Headers.of("Cookie", "session=" + browser.cookie()),
                    Body.empty(),
                    "1",
                    Scope.root());
            Response response = sessions.handle(late, request -> {
                Response answer = SHOP.handle(request);
                browser.get("/logout");
                return answer;
            });

            assertThat(response.headers().first("Set-Cookie")).isEmpty();
            assertThat(store.load(Secrets.hash(
                            late.headers().first("Cookie").orElseThrow().substring(8))))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3000, 4000})
    @DisplayName("say where too much is put into a cookie, and what to do")
    void tooLarge(int chars) throws Exception {
        Handler handler = request -> {
            assertThatThrownBy(() -> Session.of(request).put("large", "x".repeat(chars)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("3800")
                    .hasMessageContaining("inStore");
            Session.of(request).put("small", "x".repeat(2400));
            return text("");
        };
        Response response = Sessions.inCookie(SECRET).handle(ask(Peer.LOCAL), handler);

        assertThat(response.headers().first("Set-Cookie").orElseThrow().length())
                .isLessThan(4096);
    }

    @Test
    @DisplayName("a session in a store has a bound too, and so has the store in memory")
    void bounds() throws Exception {
        var store = SessionStore.inMemory(100_000);
        try (var server = Browser.serve(SHOP, Sessions.inStore(store))) {
            assertThat(new Browser(server).get("/large").status()).isEqualTo(500);
        }
        var entry = new SessionStore.Entry(
                1, clock.instant(), clock.instant(), clock.instant(), Map.of("a", "x".repeat(1000)));
        for (int i = 0; i < 1000; i++) {
            store.save("id" + i, entry);
        }
        Awaitility.await().until(() -> count(store) <= 100);
        assertThat(count(store)).isPositive();
    }

    @Test
    @DisplayName("a change after the head of the response is an error that says so")
    void tooLate() throws Exception {
        var kept = new ArrayList<Session>();
        Sessions.inCookie(SECRET).handle(ask(Peer.LOCAL), request -> {
            kept.add(Session.of(request));
            return text("");
        });

        assertThatThrownBy(() -> kept.getFirst().put("a", "b"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("before the handler returns");
    }

    @Test
    @DisplayName("a value that a release has changed is none")
    void changedType() throws Exception {
        Sessions.inCookie(SECRET).handle(ask(Peer.LOCAL), request -> {
            Session.of(request).put("cart", "once a text");
            assertThat(Session.of(request).get("cart", Cart.class)).isEmpty();
            assertThat(Session.of(request).get("cart")).hasValue("once a text");
            return text("");
        });
    }

    @Test
    @DisplayName("cancel a stream when the lifetime of who signed in is over")
    void streams() throws Exception {
        Sessions sessions = Sessions.inCookie(SECRET).withClock(clock).withLifetime(Duration.ofHours(1));
        Response signedIn = sessions.handle(ask(Peer.LOCAL), SHOP);
        String cookie = signedIn.headers().first("Set-Cookie").orElseThrow().split(";", -1)[0];
        var cancelled = new CountDownLatch(1);
        try (Scope scope = Scope.root()) {
            scope.onCancel(cancelled::countDown);
            var request = Request.of("GET", "/", Headers.of("Cookie", cookie), Body.empty(), "1", scope);
            sessions.handle(request, inner -> {
                assertThat(inner.principal()).isEqualTo(ANN);
                pass(Duration.ofMinutes(60).minusMillis(50));
                return new Response(200, Headers.empty(), new Content.Push(outlet -> {}));
            });

            assertThat(cancelled.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    @DisplayName("secrets are long, and names of cookies are names")
    void mistakes() {
        assertThatThrownBy(() -> Sessions.inCookie(new byte[31])).hasMessageContaining("openssl rand");
        assertThatThrownBy(Sessions::inCookie).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Sessions.inCookie(SECRET).withName("a=b; x")).hasMessageContaining("a=b; x");
        assertThatThrownBy(() -> Session.of(Ask.get())).hasMessageContaining("_middleware");
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    private static Request ask(Peer peer) {
        return Request.of("GET", "/login", Headers.empty(), Body.empty(), "1", Scope.root(), peer);
    }

    private static void add(NettyServer server, String cookie) {
        try {
            new Browser(server).plant(cookie).get("/add?item=tea");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long count(SessionStore store) throws Exception {
        long count = 0;
        for (int i = 0; i < 1000; i++) {
            count += store.load("id" + i).isPresent() ? 1 : 0;
        }
        return count;
    }
}
