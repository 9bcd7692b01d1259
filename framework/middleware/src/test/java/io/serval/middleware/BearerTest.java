package io.serval.middleware;

import static io.serval.middleware.Tokens.AUDIENCE;
import static io.serval.middleware.Tokens.ISSUER;
import static io.serval.middleware.Tokens.NOW;
import static io.serval.middleware.Tokens.claims;
import static io.serval.middleware.Tokens.header;
import static io.serval.middleware.Tokens.raw;
import static io.serval.middleware.Tokens.signed;
import static io.serval.middleware.Tokens.signer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import io.serval.core.Content;
import io.serval.core.Handler;
import io.serval.core.ProblemException;
import io.serval.core.Response;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Bearer tokens")
class BearerTest {
    private static final Handler WHO = request -> Response.text(
            200,
            request.principal().name() + " "
                    + request.principal().roles().stream().sorted().toList() + " "
                    + request.local(Jwt.KEY).map(Jwt::issuer).orElse(""));
    private static final Bearer BEARER = Bearer.of(ISSUER, AUDIENCE, JwtKeys.of(Tokens.set(Tokens.RSA, Tokens.EC)))
            .withClock(() -> NOW);
    private static final byte[] SECRET = Secrets.randomBytes(32);

    private final Site site = Site.of(WHO, BEARER);

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    @DisplayName("row 133: a good token makes its subject the principal, with the scopes as roles")
    void good() throws IOException {
        Site.Answer answer = site.get("Authorization: bearer " + signed(claims()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(Browser.body(answer)).isEqualTo("ann [read, write] https://id.example");
        assertThat(site.get("Authorization: Bearer "
                                + signed(header(JWSAlgorithm.ES256, "ec-1").build(), claims(), signer(Tokens.EC)))
                        .status())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("row 133: without a token the answer is a 401 with a challenge that names no error")
    void none() throws IOException {
        Site.Answer answer = site.get();

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.field("WWW-Authenticate")).hasValue("Bearer realm=\"api\"");
        assertThat(site.get("Authorization: Basic YTpi").field("WWW-Authenticate"))
                .hasValue("Bearer realm=\"api\"");
    }

    static Stream<Arguments> bad() throws Exception {
        String good = signed(claims());
        String[] parts = good.split("\\.", -1);
        JWSHeader rs = header(JWSAlgorithm.RS256, "rsa-1").build();
        String none = "{\"alg\":\"none\"}";
        String body = claims().build().toString();
        byte[] publicKey = Tokens.RSA.toRSAPublicKey().getEncoded();
        byte[] publicJwk = Tokens.RSA.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                Arguments.of("alg=none", raw(none, body, "")),
                Arguments.of("alg=None, signed", raw("{\"alg\":\"None\"}", body, parts[2])),
                Arguments.of("no alg", raw("{}", body, parts[2])),
                Arguments.of("unsigned, with the header of a good one", parts[0] + "." + parts[1] + "."),
                Arguments.of(
                        "HS256 with the public key as the secret",
                        signed(header(JWSAlgorithm.HS256, "rsa-1").build(), claims(), signer(publicKey))),
                Arguments.of(
                        "HS256 with the public JWK as the secret",
                        signed(header(JWSAlgorithm.HS256, "rsa-1").build(), claims(), signer(publicJwk))),
                Arguments.of("the key of somebody else", signed(rs, claims(), signer(Tokens.OTHER_RSA))),
                Arguments.of(
                        "a key in the header",
                        signed(
                                new JWSHeader.Builder(JWSAlgorithm.RS256)
                                        .jwk(Tokens.OTHER_RSA.toPublicJWK())
                                        .build(),
                                claims(),
                                signer(Tokens.OTHER_RSA))),
                Arguments.of(
                        "a key at an address in the header",
                        signed(
                                new JWSHeader.Builder(JWSAlgorithm.RS256)
                                        .jwkURL(URI.create("http://localhost:1/keys"))
                                        .x509CertURL(URI.create("http://localhost:1/cert"))
                                        .build(),
                                claims(),
                                signer(Tokens.OTHER_RSA))),
                Arguments.of(
                        "ES256 with an RSA key's name",
                        signed(header(JWSAlgorithm.ES256, "rsa-1").build(), claims(), signer(Tokens.EC))),
                Arguments.of(
                        "a kid that is a path",
                        signed(
                                header(JWSAlgorithm.RS256, "../../../../dev/null")
                                        .build(),
                                claims(),
                                signer(Tokens.RSA))),
                Arguments.of(
                        "a kid that is SQL",
                        signed(header(JWSAlgorithm.RS256, "' OR 1=1 --").build(), claims(), signer(Tokens.RSA))),
                Arguments.of(
                        "other claims under the signature",
                        parts[0] + "." + Tokens.base64(body.replace("ann", "bob")) + "." + parts[2]),
                Arguments.of(
                        "an ES256 signature of zeroes",
                        raw(
                                "{\"alg\":\"ES256\",\"kid\":\"ec-1\"}",
                                body,
                                Base64URL.encode(new byte[64]).toString())),
                Arguments.of(
                        "critical extensions",
                        raw("{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"crit\":[\"b64\"],\"b64\":false}", body, parts[2])),
                Arguments.of(
                        "another type",
                        signed(
                                header(JWSAlgorithm.RS256, "rsa-1")
                                        .type(new JOSEObjectType("logout+jwt"))
                                        .build(),
                                claims(),
                                signer(Tokens.RSA))),
                Arguments.of("expired", signed(claims().expirationTime(Date.from(NOW.minusSeconds(31))))),
                Arguments.of("no expiry", signed(claims().expirationTime(null))),
                Arguments.of("not good yet", signed(claims().notBeforeTime(Date.from(NOW.plusSeconds(31))))),
                Arguments.of("another issuer", signed(claims().issuer("https://id.example/"))),
                Arguments.of("no issuer", signed(claims().issuer(null))),
                Arguments.of("another audience", signed(claims().audience("shops"))),
                Arguments.of("no audience", signed(claims().audience((String) null))),
                Arguments.of("no subject", signed(claims().subject(null))),
                Arguments.of("a subject that breaks lines of logs", signed(claims().subject("ann\r\nadmin"))),
                Arguments.of("an expiry that is a text", signed(claims().claim("exp", "tomorrow"))),
                Arguments.of(
                        "an expiry beyond all time",
                        signed(new JWTClaimsSet.Builder(
                                        claims().expirationTime(null).build())
                                .claim("exp", -9.0e300))),
                Arguments.of("five parts", good + ".a.b"),
                Arguments.of("one part", "abc"),
                Arguments.of("nothing", ""),
                Arguments.of("no base64", "....."),
                Arguments.of("two tokens", good + " " + good),
                Arguments.of(
                        "a header of many brackets",
                        raw("{\"alg\":\"RS256\",\"x\":" + "[".repeat(4000), body, parts[2])),
                Arguments.of("claims of many brackets", raw("{\"alg\":\"RS256\"}", "[".repeat(4000), parts[2])),
                Arguments.of("a header that is a list", raw("[]", body, parts[2])),
                Arguments.of("9 KiB", signed(claims().claim("filler", "x".repeat(7000)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    @DisplayName("row 133: a bad token is a 401 that says so, and nothing of the token")
    void refused(String what, String token) throws IOException {
        // Around what the server itself takes of a header.
        Response response = answer(token);

        assertThat(response.status()).as(what).isEqualTo(401);
        assertThat(response.headers().first("WWW-Authenticate").orElseThrow())
                .matches("Bearer realm=\"api\", error=\"invalid_token\", error_description=\"[ !#-\\[\\]-~]+\"")
                .doesNotContain("bob");
        assertThat(site.get("Authorization: Bearer " + token).status()).isIn(401, 431);
    }

    @Test
    @DisplayName("clocks may differ by the leeway")
    void leeway() throws IOException {
        assertThat(site.get("Authorization: Bearer " + signed(claims().expirationTime(Date.from(NOW.minusSeconds(29)))))
                        .status())
                .isEqualTo(200);
        assertThatThrownBy(() -> BEARER.withLeeway(Duration.ofMinutes(6))).hasMessageContaining("5 minutes");
    }

    @Test
    @DisplayName("two Authorization fields are a 400, and a line break in one too")
    void twice() throws IOException {
        String good = "Authorization: Bearer " + signed(claims());
        assertThat(site.get(good, good).status()).isEqualTo(400);
        assertThat(site.get("Authorization: Bearer a\rX-Evil: 1").status()).isEqualTo(400);
    }

    @Test
    @DisplayName("a type, algorithms and claims may be asked for")
    void stricter() throws Exception {
        Bearer strict = BEARER.withType("at+jwt").withAlgorithms("ES256").withRequired("client_id");
        var es = header(JWSAlgorithm.ES256, "ec-1")
                .type(new JOSEObjectType("application/at+jwt"))
                .build();
        String whole = signed(es, claims().claim("client_id", "app"), signer(Tokens.EC));
        assertThat(status(strict, whole)).isEqualTo(200);
        assertThat(status(strict, signed(es, claims(), signer(Tokens.EC)))).isEqualTo(401);
        assertThat(status(strict, signed(claims().claim("client_id", "app")))).isEqualTo(401);
        assertThat(status(
                        strict,
                        signed(
                                header(JWSAlgorithm.ES256, "ec-1").build(),
                                claims().claim("client_id", "app"),
                                signer(Tokens.EC))))
                .isEqualTo(401);
    }

    @Test
    @DisplayName("neither none nor an algorithm of other keys can be switched on")
    void algorithms() {
        assertThatThrownBy(() -> BEARER.withAlgorithms("none")).hasMessageContaining("RS256");
        assertThatThrownBy(() -> BEARER.withAlgorithms("HS256")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        Bearer.of(ISSUER, AUDIENCE, JwtKeys.secret(SECRET)).withAlgorithms("RS256"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> JwtKeys.secret(new byte[31])).hasMessageContaining("32");
        assertThatThrownBy(() -> JwtKeys.of("{\"keys\":[]}")).hasMessageContaining("no public RSA key");
    }

    @Test
    @DisplayName("a shared secret takes HMAC and nothing else")
    void secret() throws Exception {
        Bearer shared = Bearer.of(ISSUER, AUDIENCE, JwtKeys.secret(SECRET)).withClock(() -> NOW);
        assertThat(status(shared, signed(header(JWSAlgorithm.HS256, "any").build(), claims(), signer(SECRET))))
                .isEqualTo(200);
        assertThat(status(shared, signed(claims()))).isEqualTo(401);
        assertThat(status(
                        shared,
                        signed(header(JWSAlgorithm.HS256, "any").build(), claims(), signer(Secrets.randomBytes(32)))))
                .isEqualTo(401);
    }

    @Test
    @DisplayName("row 133: who lacks a scope gets a 403 that names it")
    void scopes() throws IOException {
        try (var admin = Site.of(WHO, BEARER.withAnonymous(), Bearer.requireScope("admin"))) {
            Site.Answer answer = admin.get("Authorization: Bearer " + signed(claims()));
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.field("WWW-Authenticate"))
                    .hasValue("Bearer error=\"insufficient_scope\", scope=\"admin\"");
            assertThat(admin.get().status()).isEqualTo(401);
            assertThat(admin.get("Authorization: Bearer " + signed(claims().claim("scope", "admin")))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    @DisplayName("anonymous requests may be let through; bad tokens are not")
    void anonymous() throws IOException {
        try (var open = Site.of(WHO, BEARER.withAnonymous())) {
            assertThat(Browser.body(open.get())).isEqualTo("anonymous [] ");
            assertThat(open.get("Authorization: Bearer x").status()).isEqualTo(401);
        }
    }

    @Test
    @DisplayName("roles may come from any claim")
    void roles() throws Exception {
        Bearer groups = BEARER.withRoles(jwt -> Set.copyOf(jwt.texts("groups")));
        Response response = groups.handle(
                Ask.get("Authorization", "Bearer " + signed(claims().claim("groups", List.of("a", "b")))), WHO);
        assertThat(Ask.text(response)).startsWith("ann [a, b]");
    }

    private static int status(Bearer bearer, String token) {
        return answer(bearer, token).status();
    }

    private static Response answer(String token) {
        return answer(BEARER, token);
    }

    private static Response answer(Bearer bearer, String token) {
        try {
            return bearer.handle(Ask.get("Authorization", "Bearer " + token), WHO);
        } catch (ProblemException e) {
            return new Response(e.problem().status(), e.headers(), Content.NONE);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
