package io.serval.middleware;

import com.nimbusds.jose.JWSAlgorithm;
import io.serval.core.Handler;
import io.serval.core.Middleware;
import io.serval.core.Principal;
import io.serval.core.Request;
import io.serval.core.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Lets requests with a good bearer token (RFC 6750) through: a JWT, signed by a key of the issuer's. The subject becomes
 * the principal, with the scopes as roles, and the token itself is under {@link Jwt#KEY}.
 *
 * <p>A token must be signed with an algorithm of the list, which is that of its key, never {@code none}; name the issuer
 * and the audience; have a subject and an expiry; and be at most 8 KiB. Keys that the token itself brings or points at are
 * not looked at, and none with a {@code crit} field is taken. Anything else is a 401 with the challenge of RFC 6750 §3.
 * Streams and WebSockets are cancelled when the token expires that they were opened with.
 */
public final class Bearer implements Middleware {
    private static final String SCHEME = "Bearer";

    private final TokenRules rules;
    private final JwtKeys keys;
    private final String realm;
    private final boolean anonymous;
    private final Function<Jwt, Set<String>> roles;

    private Bearer(TokenRules rules, JwtKeys keys, String realm, boolean anonymous, Function<Jwt, Set<String>> roles) {
        this.rules = rules;
        this.keys = keys;
        this.realm = realm;
        this.anonymous = anonymous;
        this.roles = roles;
    }

    /**
     * Returns middleware that takes tokens of the issuer for the audience, and a subject's scopes from {@code scope} or
     * {@code scp}.
     *
     * @param issuer the claim {@code iss}, to the letter
     * @param audience who the tokens must be meant for: this server, as the issuer calls it
     */
    public static Bearer of(String issuer, String audience, JwtKeys keys) {
        return new Bearer(TokenRules.of(issuer, audience, keys.algorithms()), keys, "api", false, Bearer::scopes);
    }

    /**
     * Returns this middleware for tokens that are signed with one of the algorithms, by their names in JWS.
     *
     * @throws IllegalArgumentException for one that the keys cannot be used with, and for {@code none}
     */
    public Bearer withAlgorithms(String... names) {
        var chosen = new LinkedHashSet<JWSAlgorithm>();
        for (String name : names) {
            JWSAlgorithm algorithm = JWSAlgorithm.parse(name);
            if (!keys.algorithms().contains(algorithm)) {
                throw new IllegalArgumentException(
                        "Tokens cannot be signed with " + name + " here; with these keys, one can choose among "
                                + keys.algorithms().stream()
                                        .map(JWSAlgorithm::getName)
                                        .sorted()
                                        .toList() + ".");
            }
            chosen.add(algorithm);
        }
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("Name at least one algorithm.");
        }
        return new Bearer(rules.withAlgorithms(chosen), keys, realm, anonymous, roles);
    }

    /** Returns this middleware for tokens of that {@code typ} only, as {@code at+jwt} (RFC 9068). */
    public Bearer withType(String type) {
        return new Bearer(rules.withType(type), keys, realm, anonymous, roles);
    }

    /** Returns this middleware for tokens that also have these claims. */
    public Bearer withRequired(String... claims) {
        return new Bearer(rules.withRequired(List.of(claims)), keys, realm, anonymous, roles);
    }

    /** Returns this middleware with another leeway for clocks that differ than 30 seconds, of at most 5 minutes. */
    public Bearer withLeeway(Duration leeway) {
        return new Bearer(rules.withLeeway(leeway), keys, realm, anonymous, roles);
    }

    /** Returns this middleware with the roles that the function finds in a token. */
    public Bearer withRoles(Function<Jwt, Set<String>> rolesOf) {
        return new Bearer(rules, keys, realm, anonymous, rolesOf);
    }

    /** Returns this middleware with another realm than {@code api} in its challenges. */
    public Bearer withRealm(String name) {
        return new Bearer(rules, keys, Authorization.realm(name), anonymous, roles);
    }

    /** Returns this middleware, which lets requests without a token through as they are; a bad one is still a 401. */
    public Bearer withAnonymous() {
        return new Bearer(rules, keys, realm, true, roles);
    }

    /** Returns this middleware with another clock. */
    public Bearer withClock(InstantSource other) {
        return new Bearer(rules.withClock(other), keys, realm, anonymous, roles);
    }

    /** Returns middleware that asks for a scope: who has it not gets a 403 with the challenge of RFC 6750 §3.1. */
    public static Middleware requireScope(String scope) {
        if (!scope.matches("[!#-\\[\\]-~]+")) {
            throw new IllegalArgumentException("A scope is one word (RFC 6749 §3.3), unlike '" + scope + "'.");
        }
        return (request, next) -> {
            if (request.principal().anonymous()) {
                throw Authorization.refused(
                        401,
                        Authorization.challenge(SCHEME, "scope", scope),
                        "Send a bearer token with the scope " + scope + ".");
            }
            if (!request.principal().roles().contains(scope)) {
                throw Authorization.refused(
                        403,
                        Authorization.challenge(SCHEME, "error", "insufficient_scope", "scope", scope),
                        "This needs the scope " + scope + "; ask for a token that has it.");
            }
            return next.handle(request);
        };
    }

    @Override
    public Response handle(Request request, Handler next) throws Exception {
        Optional<String> token = Authorization.of(request, SCHEME);
        if (token.isEmpty()) {
            if (anonymous) {
                return next.handle(request);
            }
            throw Authorization.refused(
                    401, Authorization.challenge(SCHEME, "realm", realm), "Send a token: Authorization: Bearer ….");
        }
        Jwt jwt = verified(token.get());
        Response response =
                next.handle(request.with(Jwt.KEY, jwt).with(new Principal(jwt.subject(), roles.apply(jwt))));
        Expiry.end(request, response, rules.left(jwt));
        return response;
    }

    private Jwt verified(String token) throws Exception {
        try {
            return rules.verify(token, keys);
        } catch (BadToken e) {
            throw Authorization.refused(
                    401,
                    Authorization.challenge(
                            SCHEME, "realm", realm, "error", "invalid_token", "error_description", e.reason()),
                    e.reason() + ".");
        }
    }

    private static Set<String> scopes(Jwt jwt) {
        var scopes = new LinkedHashSet<String>();
        for (String claim : List.of("scope", "scp")) {
            for (String text : jwt.texts(claim)) {
                for (String scope : text.split(" ", -1)) {
                    if (!scope.isEmpty()) {
                        scopes.add(scope);
                    }
                }
            }
        }
        return scopes;
    }
}
