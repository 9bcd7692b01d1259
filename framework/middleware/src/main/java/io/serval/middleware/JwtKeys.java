package io.serval.middleware;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import io.serval.core.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The keys that the signatures of tokens are checked with. */
public sealed interface JwtKeys permits FixedKeys, RemoteKeys {
    /**
     * Returns the public keys of a JWK set (RFC 7517), in JSON. Symmetric keys in it are passed over.
     *
     * @throws IllegalArgumentException if it is no JWK set, or none of its keys is of use
     */
    static JwtKeys of(String jwkSet) {
        return new FixedKeys(KeySets.read(jwkSet), KeySets.ASYMMETRIC);
    }

    /**
     * Returns a secret that who issues the tokens has too, for HS256, HS384 and HS512. Whoever can check such a token can
     * also make one: prefer public keys.
     *
     * @throws IllegalArgumentException for less than 32 bytes (RFC 7518 §3.2)
     */
    static JwtKeys secret(byte[] secret) {
        if (secret.length < 32) {
            throw new IllegalArgumentException(
                    "A secret for tokens has 32 random bytes or more, not " + secret.length + ".");
        }
        return new FixedKeys(List.of(new OctetSequenceKey.Builder(secret).build()), JWSAlgorithm.Family.HMAC_SHA);
    }

    /** The algorithms that tokens may be signed with. */
    Set<JWSAlgorithm> algorithms();

    /**
     * Returns the keys to try, in order.
     *
     * @param kid what the token calls its key
     * @throws ProblemException 503 if they cannot be had
     */
    List<JWK> find(Optional<String> kid) throws Exception;
}
