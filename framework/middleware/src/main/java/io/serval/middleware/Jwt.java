package io.serval.middleware;

import io.serval.core.Key;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A token that {@link Bearer} has verified (RFC 7519). Under {@link #KEY} a request has the one that it brought.
 *
 * @param subject who the token is about
 * @param issuer who made it
 * @param expires until when it is good
 * @param claims all of its claims, as JSON has them: texts, numbers, booleans, lists and maps
 */
public record Jwt(String subject, String issuer, Instant expires, Map<String, Object> claims) {
    /** Under this key a request has the token that it brought. */
    public static final Key<Jwt> KEY = Key.named("jwt");

    /** Copies the claims. */
    public Jwt {
        claims = Map.copyOf(claims);
    }

    /** Returns the claim if it is a text. */
    public Optional<String> text(String claim) {
        return claims.get(claim) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** Returns the texts of a claim that is a list of them; of a text that one; else none. */
    public List<String> texts(String claim) {
        return switch (claims.get(claim)) {
            case String text -> List.of(text);
            case List<?> list ->
                list.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList();
            case null, default -> List.of();
        };
    }
}
