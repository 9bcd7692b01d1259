package io.serval.middleware;

import io.serval.core.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Sessions that live in their cookie, encrypted. */
record EncryptedSessions(CookieCipher cipher) implements SessionCodec {
    /** Browsers keep 4,096 bytes of a cookie, its name and attributes included (RFC 6265 §6.1). */
    private static final int LIMIT = 3800;

    /** Braces, id and times, in characters of JSON. */
    private static final int FRAME = 220;

    @Override
    public Optional<Named> open(String value) {
        return cipher.open(value).flatMap(EncryptedSessions::read);
    }

    private static Optional<Named> read(byte[] json) {
        try {
            return Optional.of(Json.read(new String(json, StandardCharsets.UTF_8), Named.class));
        } catch (IllegalStateException e) {
            // Written by another version of the framework, with a key that is still in use.
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> save(Named session) {
        return Optional.of(cipher.seal(Json.bytes(session)));
    }

    @Override
    public Optional<Named> reload(String id) {
        return Optional.empty();
    }

    @Override
    public void delete(String id) {
        // The cookie is all there is of it.
    }

    @Override
    public void check(Map<String, String> values) {
        int chars = CookieCipher.sealedLength(FRAME + Json.bytes(values).length);
        if (chars > LIMIT) {
            throw new IllegalStateException("The session would be a cookie of " + chars
                    + " characters; browsers keep " + LIMIT
                    + ". Keep less in it, or keep sessions on the server: Sessions.inStore(SessionStore.inMemory(…)).");
        }
    }
}
