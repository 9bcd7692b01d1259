package io.serval.middleware;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads JWK sets and picks keys. */
final class KeySets {
    /** What has a public key. Ed25519 is left out: the library needs another one for it. */
    static final Set<JWSAlgorithm> ASYMMETRIC = Stream.of(
                    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
            .map(JWSAlgorithm::parse)
            .collect(Collectors.toUnmodifiableSet());

    private static final int RSA_BITS = 2048;

    /** Sets of issuers have a handful. */
    private static final int MOST = 100;

    private KeySets() {}

    /** Whether the key may check signatures of the algorithm: by type, curve, use and what it says of itself. */
    static boolean fits(JWK key, JWSAlgorithm algorithm) {
        var matcher = new JWKMatcher.Builder()
                .keyType(KeyType.forAlgorithm(algorithm))
                .keyUses(KeyUse.SIGNATURE, null)
                .keyOperations(KeyOperation.VERIFY, null)
                .algorithms(algorithm, null);
        if (JWSAlgorithm.Family.EC.contains(algorithm)) {
            matcher.curves(Curve.forJWSAlgorithm(algorithm));
        }
        return matcher.build().matches(key);
    }

    /** Returns the public halves of the RSA and EC keys that are for signatures. */
    static List<JWK> read(String json) {
        List<JWK> keys;
        try {
            keys = JWKSet.parse(json).getKeys().stream()
                    .filter(KeySets::usable)
                    .map(JWK::toPublicJWK)
                    .limit(MOST)
                    .toList();
        } catch (ParseException | RuntimeException e) {
            throw new IllegalArgumentException("This is no JWK set (RFC 7517 §5): " + e.getMessage(), e);
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("The JWK set has no public RSA key of " + RSA_BITS
                    + " bits or more, and no EC key, for signatures.");
        }
        return keys;
    }

    private static boolean usable(JWK key) {
        boolean signs = key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE);
        return signs && (key instanceof ECKey || (key instanceof RSAKey && key.size() >= RSA_BITS));
    }

    /** Returns the keys of that name, or all for a token that names none. A name is compared, and nothing else. */
    static List<JWK> named(List<JWK> keys, Optional<String> kid) {
        return kid.isEmpty()
                ? keys
                : keys.stream()
                        .filter(key -> key.getKeyID() == null || kid.get().equals(key.getKeyID()))
                        .toList();
    }
}
