package io.serval.middleware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.serval.core.Handler;
import io.serval.core.Headers;
import io.serval.core.Peer;
import io.serval.core.Problem;
import io.serval.core.ProblemException;
import io.serval.core.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Security headers")
class SecurityHeadersTest {
    private static final String CSP = "Content-Security-Policy";
    private static final String HSTS = "Strict-Transport-Security";
    private static final Handler PAGE =
            request -> Response.of(200, "Text/HTML; charset=utf-8", "<p>".getBytes(StandardCharsets.UTF_8));
    private static final Handler DATA = request -> Response.json("x");

    private final SecurityHeaders headers = SecurityHeaders.defaults();

    @Test
    @DisplayName("U-04: data is not sniffed, framed or embedded by other sites")
    void data() throws Exception {
        assertThat(headers.handle(Ask.get(), DATA).headers())
                .isEqualTo(Headers.of(
                        "Content-Type", "application/json",
                        "X-Content-Type-Options", "nosniff",
                        "Referrer-Policy", "strict-origin-when-cross-origin",
                        "X-Frame-Options", "DENY",
                        "Cross-Origin-Resource-Policy", "same-origin"));
    }

    @Test
    @DisplayName("U-04: a page has a policy besides")
    void page() throws Exception {
        Headers fields = headers.handle(Ask.get(), PAGE).headers();

        assertThat(fields.first(CSP).orElseThrow()).contains("default-src 'self'", "frame-ancestors 'none'");
        assertThat(fields.contains("Permissions-Policy")).isTrue();
        assertThat(fields.contains("Cross-Origin-Opener-Policy")).isTrue();
    }

    @Test
    @DisplayName("U-04: TLS is asked for in the future only by what came through TLS")
    void strictTransport() throws Exception {
        var encrypted = new Peer(InetAddress.getLoopbackAddress(), "https", "shop.example", "HTTP/2");

        assertThat(headers.handle(Ask.get("X-Forwarded-Proto", "https"), DATA)
                        .headers()
                        .contains(HSTS))
                .isFalse();
        assertThat(headers.handle(Ask.from(encrypted), DATA).headers().first(HSTS))
                .hasValue("max-age=31536000");
    }

    @Test
    @DisplayName("U-04: what the response has is kept")
    void kept() throws Exception {
        Handler own = request -> PAGE.handle(request).with("content-security-policy", "default-src 'none'");

        assertThat(headers.handle(Ask.get(), own).headers().all(CSP)).containsExactly("default-src 'none'");
    }

    @Test
    @DisplayName("U-04: each field can be changed and left out")
    void changed() throws Exception {
        Headers fields = headers.with(CSP, "default-src https:")
                .with("X-Robots-Tag", "noindex")
                .without("x-frame-options")
                .handle(Ask.get(), PAGE)
                .headers();

        assertThat(fields.all(CSP)).containsExactly("default-src https:");
        assertThat(fields.first("X-Robots-Tag")).hasValue("noindex");
        assertThat(fields.contains("X-Frame-Options")).isFalse();
        assertThat(headers.handle(Ask.get(), DATA).headers().contains("X-Frame-Options"))
                .isTrue();
    }

    @Test
    @DisplayName("U-04: a value that would break the header is refused when it is set")
    void injection() {
        assertThatThrownBy(() -> headers.with(CSP, "default-src 'self'\r\nSet-Cookie: a=b"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("U-04: a problem on its way out takes the fields along")
    void problems() {
        assertThatThrownBy(() -> headers.handle(Ask.get(), request -> {
                    throw new ProblemException(Problem.of(403, "No."));
                }))
                .asInstanceOf(type(ProblemException.class))
                .satisfies(thrown -> assertThat(thrown.headers().first("X-Content-Type-Options"))
                        .hasValue("nosniff"));
    }

    @Test
    @DisplayName("U-04: on the wire a refusal is not sniffed either")
    void onTheWire() throws IOException {
        Handler refuses = request -> {
            throw new ProblemException(Problem.of(403, "<script>alert(1)</script>"));
        };
        try (var site = Site.of(refuses, headers)) {
            Site.Answer answer = site.get("X-Forwarded-Proto: https");

            assertThat(answer.field("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(answer.field("Content-Type")).hasValue("application/problem+json");
            assertThat(answer.field(HSTS)).isEmpty();
        }
    }
}
