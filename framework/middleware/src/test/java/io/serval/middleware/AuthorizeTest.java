package io.serval.middleware;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.core.Handler;
import io.serval.core.Middlewares;
import io.serval.core.Principal;
import io.serval.core.Problem;
import io.serval.core.ProblemException;
import io.serval.core.Response;
import io.serval.netty.NettyServer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Guards")
class AuthorizeTest {
    private static final Handler WHO =
            request -> Response.text(200, request.principal().name());
    private static final ApiKey.Issued KEY = ApiKey.issue("ci", new Principal("ci", Set.of("write")));
    private static final ApiKeys KEYS = ApiKeys.of(List.of(KEY.key()));
    private static final Basic BASIC = Basic.of(
            "shop",
            (name, password) ->
                    Secrets.same(password, "right") ? Optional.of(new Principal(name, Set.of())) : Optional.empty());

    @Test
    @DisplayName("row 133: who did not sign in is a 401, who may not is a 403, who may passes")
    void guards() throws IOException {
        try (var server = Browser.serve(WHO, KEYS.withAnonymous(), Authorize.role("write"));
                var other = Browser.serve(WHO, KEYS.withAnonymous(), Authorize.when(r -> false, "more than this"));
                var any = Browser.serve(WHO, KEYS.withAnonymous(), Authorize.signedIn())) {
            String key = "X-API-Key: " + KEY.secret();
            assertThat(new Browser(server).get("/").status()).isEqualTo(401);
            assertThat(new Browser(server).get("/").field("WWW-Authenticate")).isPresent();
            assertThat(new Browser(server).get("/", key).status()).isEqualTo(200);
            assertThat(new Browser(other).get("/", key).status()).isEqualTo(403);
            assertThat(Browser.body(new Browser(other).get("/", key))).contains("This needs more than this.");
            assertThat(new Browser(any).get("/").status()).isEqualTo(401);
            assertThat(new Browser(any).get("/", key).status()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("row 133: of several ways to sign in any will do, and the 401 names all")
    void firstOf() throws IOException {
        try (var server = Browser.serve(WHO, Authorize.firstOf(KEYS, BASIC))) {
            var client = new Browser(server);
            assertThat(Browser.body(client.get("/", "X-API-Key: " + KEY.secret())))
                    .isEqualTo("ci");
            assertThat(Browser.body(client.get("/", "Authorization: Basic YW5uOnJpZ2h0")))
                    .isEqualTo("ann");
            Site.Answer answer = client.get("/", "X-API-Key: wrong");
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.fields())
                    .anyMatch(line -> line.endsWith(": ApiKey realm=\"api\""))
                    .anyMatch(line -> line.contains(": Basic realm=\"shop\""));
            assertThat(client.get("/?api_key=x").status()).isEqualTo(400);
        }
    }

    @Test
    @DisplayName("a refusal of what is inside is not taken for a failed sign-in")
    void inner() throws IOException {
        Handler refusing = request -> {
            throw new ProblemException(Problem.of(401, "from inside"));
        };
        var guarded = Middlewares.every(Authorize.firstOf(KEYS, BASIC));
        try (var server = NettyServer.start(NettyServer.Settings.onPort(0), refusing.with(guarded))) {
            Site.Answer answer = new Browser(server).get("/", "X-API-Key: " + KEY.secret());
            assertThat(Browser.body(answer)).contains("from inside");
            assertThat(answer.field("WWW-Authenticate")).isEmpty();
        }
    }
}
