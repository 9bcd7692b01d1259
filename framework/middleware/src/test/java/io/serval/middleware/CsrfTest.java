package io.serval.middleware;

import static io.serval.middleware.Browser.body;
import static io.serval.middleware.Browser.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serval.core.Handler;
import io.serval.core.Principal;
import io.serval.netty.NettyServer;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("CSRF protection")
class CsrfTest {
    private static final Handler PAGES = request -> switch (request.path()) {
        case "/token" -> text(Csrf.token(request));
        case "/login" -> {
            Session.of(request).signIn(new Principal("ann", Set.of()));
            yield text("in");
        }
        default -> text("did " + new String(request.body().bytes(), UTF_8));
    };

    private final NettyServer server = Browser.serve(
            PAGES, Sessions.inCookie(Secrets.randomBytes(32)), Csrf.protection().withOrigin("https://partner.example"));
    private final Browser browser = new Browser(server);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @DisplayName("row 134: a POST without a token is a 403 that says what to send; with it, it passes")
    void needsToken() throws IOException {
        String token = signIn();

        Site.Answer refused = browser.post("/act");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(body(refused)).contains("X-CSRF-Token").contains("'csrf'");
        assertThat(browser.post("/act", "X-CSRF-Token: " + token).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "DELETE", "BREW"})
    @DisplayName("row 134: every method that is not known to be safe needs a token")
    void unsafeMethods(String method) throws IOException {
        signIn();
        assertThat(browser.send(method, "/act", "").status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "OPTIONS"})
    @DisplayName("safe methods need nothing, wherever they come from")
    void safeMethods(String method) throws IOException {
        signIn();
        assertThat(browser.send(method, "/act", "", "Sec-Fetch-Site: cross-site", "Origin: https://evil.example")
                        .status())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("row 134: a form's field will do, and the route still reads the whole form")
    void formField() throws IOException {
        String token = signIn();

        assertThat(body(browser.form("/act", "a=1&csrf=" + token + "&b=2")))
                .isEqualTo("did a=1&csrf=" + token + "&b=2");
        assertThat(browser.form("/act", "a=1&b=2").status()).isEqualTo(403);
        assertThat(browser.form("/act", "csrf=%zz").status()).isEqualTo(400);
        assertThat(browser.form("/act", "a=" + "x".repeat(1 << 20)).status()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
                "Sec-Fetch-Site: SAME-ORIGIN, cross-site",
                "Origin: https://evil.example",
                "Origin: null",
                "Origin: http://localhost",
                "Origin: http://localhost.evil.example"
            })
    @DisplayName("a page of another origin is refused even with a token")
    void otherOrigin(String field) throws IOException {
        String token = signIn();
        Site.Answer answer = browser.post("/act", "X-CSRF-Token: " + token, field);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(body(answer)).contains("another origin");
    }

    @Test
    @DisplayName("pages of this origin, and of one that is trusted, pass with a token and not without")
    void knownOrigins() throws IOException {
        String token = "X-CSRF-Token: " + signIn();
        assertThat(browser.post("/act", token, "Sec-Fetch-Site: same-origin").status())
                .isEqualTo(200);
        assertThat(browser.post("/act", token, "Origin: http://localhost:" + server.port())
                        .status())
                .isEqualTo(200);
        assertThat(browser.post("/act", token, "Origin: https://partner.example", "Sec-Fetch-Site: cross-site")
                        .status())
                .isEqualTo(200);
        assertThat(browser.post("/act", "Origin: https://partner.example").status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "", "AAAA", "%%%%", "\u00e4"})
    @DisplayName("a token that is none is a 403")
    void brokenToken(String token) throws IOException {
        signIn();
        assertThat(browser.post("/act", "X-CSRF-Token: " + token).status()).isEqualTo(403);
    }

    @Test
    @DisplayName("row 134: the token of another session, and of the one before the sign-in, is a 403")
    void otherSession() throws IOException {
        String before = body(browser.get("/token"));
        assertThat(browser.post("/login", "X-CSRF-Token: " + before).status()).isEqualTo(200);
        String attackers = body(new Browser(server).get("/token"));

        assertThat(browser.post("/act", "X-CSRF-Token: " + before).status()).isEqualTo(403);
        assertThat(browser.post("/act", "X-CSRF-Token: " + attackers).status()).isEqualTo(403);
    }

    @Test
    @DisplayName("row 134: signing in needs a token too")
    void login() throws IOException {
        assertThat(browser.post("/login").status()).isEqualTo(403);
        assertThat(browser.cookie()).isEmpty();
    }

    @Test
    @DisplayName("each token looks different, and all are good")
    void masked() throws IOException {
        String one = signIn();
        String other = body(browser.get("/token"));

        assertThat(other).isNotEqualTo(one).hasSameSizeAs(one);
        assertThat(browser.post("/act", "X-CSRF-Token: " + one).status()).isEqualTo(200);
        assertThat(browser.post("/act", "X-CSRF-Token: " + other).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("credentials that no browser adds by itself are exempt, unless the session is signed in; Basic is not")
    void programs() throws IOException {
        assertThat(browser.post("/act", "Authorization: Bearer abc").status()).isEqualTo(200);
        assertThat(browser.post("/act", "X-API-Key: abc").status()).isEqualTo(200);
        assertThat(browser.post("/act", "Authorization: Basic YTpi").status()).isEqualTo(403);
        signIn();

        assertThat(browser.post("/act", "Authorization: Bearer abc").status()).isEqualTo(403);
        assertThat(browser.post("/act", "X-API-Key: abc").status()).isEqualTo(403);
    }

    @Test
    @DisplayName("an origin that browsers would not send is refused at the start")
    void badOrigin() {
        assertThatThrownBy(() -> Csrf.protection().withOrigin("https://Shop.example/"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https://shop.example");
    }

    /** Signs in as a browser would, and returns a token of the session. */
    private String signIn() throws IOException {
        String token = body(browser.get("/token"));
        assertThat(browser.post("/login", "X-CSRF-Token: " + token).status()).isEqualTo(200);
        return body(browser.get("/token"));
    }
}
