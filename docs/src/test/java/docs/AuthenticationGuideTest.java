package docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.testkit.TestApp;
import io.serval.testkit.TestResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The guide to authentication")
class AuthenticationGuideTest {
    private static final String ANN =
            "Basic " + Base64.getEncoder().encodeToString("ann:correct horse".getBytes(StandardCharsets.UTF_8));

    @Test
    @DisplayName("row 133, row 134: shows an application whose pages exchange a key for a session")
    void exchanges(@TempDir Path folder) throws Exception {
        var sources = new Sources(Markdown.of("docs/authentication.md"), folder);
        assertThat(sources.compile()).isEmpty();

        try (var loader = new RoutingGuideTest.Loader(sources.classes());
                var shop = TestApp.of(RoutingGuideTest.lookup(loader)).direct(app -> {})) {
            shop.get("/account").is(401).has("WWW-Authenticate");
            shop.request("POST", "/keys").header("Authorization", ANN).send().is(403);
            TestResponse page = shop.get("/session").is(200);
            String key = shop.request("POST", "/keys")
                    .header("Authorization", ANN)
                    .header("Cookie", cookie(page))
                    .header("X-CSRF-Token", page.json().asString())
                    .send()
                    .is(200)
                    .json()
                    .asString();
            shop.request("GET", "/account")
                    .header("X-API-Key", key)
                    .send()
                    .is(200)
                    .json("\"program\"");
            shop.get("/account?api_key=" + key).is(400);

            shop.request("POST", "/session").header("X-API-Key", "wrong").send().is(401);
            TestResponse signedIn = shop.request("POST", "/session")
                    .header("X-API-Key", key)
                    .send()
                    .is(204);
            assertThat(signedIn.header("Set-Cookie").orElseThrow())
                    .contains("HttpOnly")
                    .contains("SameSite=Strict");
            String session = cookie(signedIn);
            shop.request("GET", "/account")
                    .header("Cookie", session)
                    .send()
                    .is(200)
                    .json("\"program\"");

            shop.request("POST", "/account").header("Cookie", session).send().is(403);
            String token = shop.request("GET", "/session")
                    .header("Cookie", session)
                    .send()
                    .is(200)
                    .json()
                    .asString();
            shop.request("POST", "/account")
                    .header("Cookie", session)
                    .header("X-CSRF-Token", token)
                    .send()
                    .is(200)
                    .json("\"changed for program\"");
            shop.request("DELETE", "/session")
                    .header("Cookie", session)
                    .header("X-CSRF-Token", token)
                    .send()
                    .is(204);
            shop.request("GET", "/account").header("Cookie", session).send().is(401);
        }
    }

    private static String cookie(TestResponse response) {
        return response.header("Set-Cookie").orElseThrow().split(";", -1)[0];
    }
}
