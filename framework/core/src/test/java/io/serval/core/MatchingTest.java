package io.serval.core;

import static io.serval.core.Binders.dispatcher;
import static io.serval.core.Binders.middleware;
import static io.serval.core.Binders.route;
import static io.serval.core.Binders.says;
import static io.serval.core.Requests.get;
import static io.serval.core.Requests.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MatchingTest {
    private static final Binder ABOUT = route("/about/{x}", Map.of(Verb.GET, says("about")));
    private static final Matching REDIRECT = Matching.DEFAULT.withTrailingSlash(Matching.TrailingSlash.REDIRECT);
    private static final Matching STRICT = Matching.DEFAULT.withTrailingSlash(Matching.TrailingSlash.STRICT);
    private static final Matching FALL_THROUGH = Matching.DEFAULT.withFallThrough(true);
    private static final Binder ME = route("/users/me", Map.of(Verb.GET, says("me")));
    private static final Binder ONE = route("/users/{id}", Map.of(Verb.DELETE, says("delete")));
    private static final Binder ALL = route("/{all...}", Map.of(Verb.PUT, says("put")));

    @Test
    @DisplayName("row 46: a slash at the end makes no difference by default")
    void ignored() {
        assertThat(text(dispatcher(ABOUT).handle(get("/about/x/")))).isEqualTo("about");
    }

    @Test
    @DisplayName("row 46: a slash at the end is redirected with 308, and the query is kept")
    void redirected() {
        Dispatcher app = with(REDIRECT, ABOUT);
        Response response = app.handle(get("/about//a%2Fb/?q=%20&r"));

        assertThat(response.status()).isEqualTo(308);
        assertThat(response.headers().first("Location")).contains("/about/a%2Fb?q=%20&r");
        assertThat(app.handle(Requests.of("POST", "/about/x/")).headers().first("Location"))
                .contains("/about/x");
        assertThat(text(app.handle(get("/about/x")))).isEqualTo("about");
    }

    @Test
    @DisplayName("row 46: nothing is redirected to where nothing is, nor away from the root or from this host")
    void notRedirected() {
        Dispatcher app = with(REDIRECT, ABOUT, route("/", Map.of(Verb.GET, says("root"))));

        assertThat(app.handle(get("/missing/")).status()).isEqualTo(404);
        assertThat(text(app.handle(get("/")))).isEqualTo("root");
        assertThat(with(REDIRECT, ALL)
                        .handle(get("//evil.example/%5C/"))
                        .headers()
                        .first("Location"))
                .contains("/evil.example/%5C");
    }

    @Test
    @DisplayName("row 46: with the strict rule a slash at the end is a 404")
    void strict() {
        Dispatcher app = with(STRICT, ABOUT, route("/", Map.of(Verb.GET, says("root"))));

        assertThat(app.handle(get("/about/x/")).status()).isEqualTo(404);
        assertThat(text(app.handle(get("/about/x")))).isEqualTo("about");
        assertThat(text(app.handle(get("/")))).isEqualTo("root");
    }

    @Test
    @DisplayName("row 48: case matters by default")
    void caseMatters() {
        assertThat(dispatcher(ABOUT).handle(get("/About/x")).status()).isEqualTo(404);
    }

    @Test
    @DisplayName("row 48: with the switch case is ignored in literals, also in the folders of a 404")
    void ignoreCase() {
        Dispatcher app = with(
                Matching.DEFAULT.withIgnoreCase(true),
                ABOUT,
                middleware(
                        "/about",
                        Map.of(Verb.ANY, (request, next) -> next.handle(request).with("X-By", "about"))));

        assertThat(text(app.handle(get("/About/x")))).isEqualTo("about");
        assertThat(app.handle(get("/ABOUT/x/y")).headers().first("X-By")).contains("about");
    }

    @Test
    @DisplayName(
            "row 48, row 58: with the switch a folder's middleware holds whatever the case that a route spells it in")
    void ignoreCaseOfFolder() {
        Dispatcher app = with(
                Matching.DEFAULT.withIgnoreCase(true),
                route("/admin/x", Map.of(Verb.GET, says("get"))),
                route("/Admin/x", Map.of(Verb.DELETE, says("delete"))),
                middleware("/admin", Map.of(Verb.ANY, (request, next) -> Response.of(401))));

        for (String method : List.of("GET", "DELETE", "PUT", "OPTIONS")) {
            assertThat(app.handle(Requests.of(method, "/admin/x")).status())
                    .as(method)
                    .isEqualTo(401);
        }
    }

    @Test
    @DisplayName("row 48: with the switch two routes that differ in case only are R01")
    void sameButForCase() {
        assertThatThrownBy(() -> with(
                        Matching.DEFAULT.withIgnoreCase(true),
                        route("/a-{x}/B", Map.of(Verb.GET, says("1"))),
                        route("/A-{x}/b", Map.of(Verb.GET, says("2")))))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("[R01] GET /a-{x}/b is answered twice.");
    }

    @Test
    @DisplayName("row 45: the most specific path decides by default")
    void mostSpecific() {
        assertThat(dispatcher(ME, ONE, ALL)
                        .handle(Requests.of("DELETE", "/users/me"))
                        .status())
                .isEqualTo(405);
    }

    @Test
    @DisplayName("row 45: with the switch a less specific path answers a verb that the most specific one does not have")
    void fallThrough() {
        Dispatcher app = with(FALL_THROUGH, ME, ONE, ALL);

        assertThat(text(app.handle(get("/users/me")))).isEqualTo("me");
        assertThat(text(app.handle(Requests.of("DELETE", "/users/me")))).isEqualTo("delete");
        assertThat(text(app.handle(Requests.of("PUT", "/users/me")))).isEqualTo("put");
    }

    @Test
    @DisplayName("row 45: with the switch a 405 and an OPTIONS allow the verbs of all paths that fit")
    void allowUnion() {
        Dispatcher app = with(FALL_THROUGH, ME, ONE, ALL);
        Response refused = app.handle(Requests.of("PATCH", "/users/me"));
        Response options = app.handle(Requests.of("OPTIONS", "/users/7"));

        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.headers().first("Allow")).contains("GET, HEAD, PUT, DELETE, OPTIONS");
        assertThat(options.status()).isEqualTo(204);
        assertThat(options.headers().first("Allow")).contains("PUT, DELETE, OPTIONS");
    }

    private static Dispatcher with(Matching matching, Binder... binders) {
        Dispatcher.Builder builder = Dispatcher.builder().matching(matching);
        for (Binder binder : binders) {
            builder.binder(binder);
        }
        return builder.build(new Services());
    }
}
