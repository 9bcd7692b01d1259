package io.serval.middleware;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.SecretJWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.Key;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a token must be.
 *
 * @param type its {@code typ}; empty for JWT, at+jwt or none
 */
record TokenRules(
        String issuer,
        String audience,
        Set<JWSAlgorithm> algorithms,
        String type,
        List<String> required,
        Duration leeway,
        InstantSource clock) {
    private static final int MOST_CHARS = 8 * 1024;
    private static final int MOST_KEYS = 5;
    private static final Duration MOST_LEEWAY = Duration.ofMinutes(5);
    private static final Set<String> USUAL_TYPES = Set.of("jwt", "at+jwt");
    private static final DefaultJWSVerifierFactory VERIFIERS = new DefaultJWSVerifierFactory();

    TokenRules {
        algorithms = Set.copyOf(algorithms);
        required = List.copyOf(required);
        if (issuer.isEmpty() || audience.isEmpty()) {
            throw new IllegalArgumentException("Name the issuer of the tokens, and the audience that they are for.");
        }
        if (leeway.isNegative() || leeway.compareTo(MOST_LEEWAY) > 0) {
            throw new IllegalArgumentException("The leeway is between 0 and 5 minutes, not " + leeway + ".");
        }
    }

    static TokenRules of(String issuer, String audience, Set<JWSAlgorithm> algorithms) {
        return new TokenRules(
                issuer, audience, algorithms, "", List.of(), Duration.ofSeconds(30), InstantSource.system());
    }

    TokenRules withAlgorithms(Set<JWSAlgorithm> other) {
        return new TokenRules(issuer, audience, other, type, required, leeway, clock);
    }

    TokenRules withType(String other) {
        return new TokenRules(issuer, audience, algorithms, shortType(other), required, leeway, clock);
    }

    TokenRules withRequired(List<String> claims) {
        return new TokenRules(issuer, audience, algorithms, type, claims, leeway, clock);
    }

    TokenRules withLeeway(Duration other) {
        return new TokenRules(issuer, audience, algorithms, type, required, other, clock);
    }

    TokenRules withClock(InstantSource other) {
        return new TokenRules(issuer, audience, algorithms, type, required, leeway, other);
    }

    /** How long the token is still good. */
    Duration left(Jwt jwt) {
        return Duration.between(clock.instant(), jwt.expires().plus(leeway));
    }

    /** Checks the header, then the signature, then the claims: nothing of the claims is told to who did not sign them. */
    Jwt verify(String token, JwtKeys keys) throws Exception {
        if (token.length() > MOST_CHARS) {
            throw new BadToken("The token is longer than 8 KiB");
        }
        SignedJWT jwt = parse(token);
        checkHeader(jwt.getHeader());
        checkSignature(jwt, keys);
        try {
            return claims(jwt.getJWTClaimsSet());
        } catch (ParseException | RuntimeException e) {
            throw new BadToken("The claims are no JSON object, or one of them has a wrong type");
        }
    }

    private static SignedJWT parse(String token) throws BadToken {
        try {
            return SignedJWT.parse(token);
        } catch (ParseException | RuntimeException e) {
            // RuntimeException: whatever a parser trips over, the client sent it.
            throw new BadToken("The token is no signed JWT");
        }
    }

    private void checkHeader(JWSHeader header) throws BadToken {
        if (!algorithms.contains(header.getAlgorithm())) {
            throw new BadToken("The algorithm of the token is not among those that are taken");
        }
        if (header.getCriticalParams() != null && !header.getCriticalParams().isEmpty()) {
            throw new BadToken("The token has critical extensions, which are not taken");
        }
        JOSEObjectType named = header.getType();
        String found = named == null ? "" : shortType(named.getType());
        boolean right = type.isEmpty() ? named == null || USUAL_TYPES.contains(found) : found.equals(type);
        if (!right) {
            throw new BadToken("The token is of another type");
        }
    }

    /** RFC 7515 §4.1.9: {@code application/} may be left out, and case does not matter. */
    private static String shortType(String mediaType) {
        String lower = mediaType.toLowerCase(Locale.ROOT);
        return lower.startsWith("application/") ? lower.substring("application/".length()) : lower;
    }

    private static void checkSignature(SignedJWT jwt, JwtKeys keys) throws Exception {
        Optional<String> kid = Optional.ofNullable(jwt.getHeader().getKeyID());
        List<JWK> candidates = keys.find(kid).stream()
                .filter(key -> KeySets.fits(key, jwt.getHeader().getAlgorithm()))
                .limit(MOST_KEYS)
                .toList();
        if (candidates.isEmpty()) {
            throw new BadToken("The key of the token is unknown");
        }
        for (JWK key : candidates) {
            if (verifies(jwt, key)) {
                return;
            }
        }
        throw new BadToken("The signature of the token is wrong");
    }

    private static boolean verifies(SignedJWT jwt, JWK jwk) {
        try {
            Key key = jwk instanceof AsymmetricJWK pair ? pair.toPublicKey() : ((SecretJWK) jwk).toSecretKey();
            return jwt.verify(VERIFIERS.createJWSVerifier(jwt.getHeader(), key));
        } catch (JOSEException | RuntimeException e) {
            // A key of another type or curve than the algorithm's, or a signature of another length.
            return false;
        }
    }

    private Jwt claims(JWTClaimsSet claims) throws BadToken {
        Instant now = clock.instant();
        Date expires = claims.getExpirationTime();
        Date from = claims.getNotBeforeTime();
        if (!issuer.equals(claims.getIssuer())) {
            throw new BadToken("The token is of another issuer");
        }
        if (!claims.getAudience().contains(audience)) {
            throw new BadToken("The token is meant for another audience");
        }
        if (expires == null) {
            throw new BadToken("The token has no expiry");
        }
        if (!now.isBefore(expires.toInstant().plus(leeway))) {
            throw new BadToken("The token has expired");
        }
        if (from != null && now.plus(leeway).isBefore(from.toInstant())) {
            throw new BadToken("The token is not good yet");
        }
        String subject = claims.getSubject();
        if (subject == null || subject.isBlank() || subject.chars().anyMatch(Character::isISOControl)) {
            throw new BadToken("The token has no subject, or one with control characters");
        }
        for (String claim : required) {
            if (claims.getClaim(claim) == null) {
                throw new BadToken("The token lacks a claim that is asked for");
            }
        }
        return new Jwt(subject, issuer, expires.toInstant(), present(claims.getClaims()));
    }

    private static Map<String, Object> present(Map<String, Object> claims) {
        var values = new HashMap<>(claims);
        values.values().removeIf(value -> value == null);
        return values;
    }
}
