package io.serval.middleware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serval.core.Handler;
import io.serval.core.Principal;
import io.serval.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("API keys")
class ApiKeysTest {
    private static final Handler WHO = request -> Response.text(
            200, request.principal().name() + " " + request.principal().roles());
    private static final ApiKey.Issued CI = ApiKey.issue("build server", new Principal("ci", Set.of("write")));
    private static final ApiKey.Issued NEXT = ApiKey.issue("build server, next", new Principal("ci", Set.of("write")));

    private final ApiKeys keys = ApiKeys.of(List.of(CI.key(), NEXT.key()));

    @Test
    @DisplayName("row 133: a good key, old or new, sets its principal")
    void good() throws IOException {
        try (var server = Browser.serve(WHO, keys)) {
            var client = new Browser(server);
            assertThat(Browser.body(client.get("/", "X-API-Key: " + CI.secret())))
                    .isEqualTo("ci [write]");
            assertThat(Browser.body(client.get("/", "Authorization: apikey " + NEXT.secret())))
                    .isEqualTo("ci [write]");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"X-Other: 1", "X-API-Key:", "X-API-Key: x", "Authorization: ApiKey", "Authorization: ApiKey x"})
    @DisplayName("row 133: no key and a wrong one are a 401 with a challenge")
    void bad(String field) throws IOException {
        try (var server = Browser.serve(WHO, keys)) {
            Site.Answer answer = new Browser(server).get("/", field);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.field("WWW-Authenticate")).hasValue("ApiKey realm=\"api\"");
        }
    }

    @Test
    @DisplayName("neither the hash, nor a part of the key, nor a long text is a key")
    void almost() throws IOException {
        try (var server = Browser.serve(WHO, keys)) {
            for (String value : List.of(
                    CI.key().hash(), CI.key().start(), CI.secret().substring(1), CI.secret() + "A", "x".repeat(5000))) {
                assertThat(new Browser(server).get("/", "X-API-Key: " + value).status())
                        .isEqualTo(401);
            }
        }
    }

    @Test
    @DisplayName("two keys are a 400, even good ones")
    void two() throws IOException {
        try (var server = Browser.serve(WHO, keys)) {
            String field = "X-API-Key: " + CI.secret();
            assertThat(new Browser(server).get("/", field, field).status()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"api_key", "API_KEY", "apikey", "access_token", "api%5Fkey"})
    @DisplayName("a key in the URL is a 400 that says to replace it, even beside a good one in the header")
    void inUrl(String name) throws IOException {
        try (var server = Browser.serve(WHO, keys)) {
            Site.Answer answer = new Browser(server).get("/?" + name + "=" + CI.secret(), "X-API-Key: " + CI.secret());
            assertThat(answer.status()).isEqualTo(400);
            assertThat(Browser.body(answer)).contains("replace it").doesNotContain("ci [");
        }
    }

    @Test
    @DisplayName("keys may come and go while the server runs")
    void lookup() throws IOException {
        var known = new ConcurrentHashMap<String, ApiKey>();
        try (var server = Browser.serve(WHO, ApiKeys.lookup(hash -> Optional.ofNullable(known.get(hash))))) {
            var client = new Browser(server);
            String field = "X-API-Key: " + CI.secret();
            assertThat(client.get("/", field).status()).isEqualTo(401);
            known.put(CI.key().hash(), CI.key());
            assertThat(client.get("/", field).status()).isEqualTo(200);
            known.clear();
            assertThat(client.get("/", field).status()).isEqualTo(401);
        }
    }

    @Test
    @DisplayName("what the server keeps does not hold the key, but how it begins")
    void kept() {
        assertThat(CI.secret()).hasSize(46).startsWith(CI.key().start());
        assertThat(CI.key().toString()).doesNotContain(CI.secret());
        assertThat(CI.toString()).doesNotContain(CI.secret());
        assertThatThrownBy(() -> ApiKey.of("ci", "hunter2", Principal.ANONYMOUS))
                .hasMessageContaining("openssl")
                .message()
                .doesNotContain("hunter2");
        assertThatThrownBy(() -> ApiKeys.of(List.of())).hasMessageContaining("leave ApiKeys out");
    }
}
