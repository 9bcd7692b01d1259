package io.serval.middleware;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keys that do not change while the process runs. */
record FixedKeys(List<JWK> keys, Set<JWSAlgorithm> algorithms) implements JwtKeys {
    @Override
    public List<JWK> find(Optional<String> kid) {
        return KeySets.named(keys, kid);
    }
}
