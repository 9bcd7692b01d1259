package io.serval.middleware;

import io.serval.core.Principal;

/**
 * An API key as the server keeps it: the key itself is not in it, and cannot be found from it.
 *
 * @param name what people call it, as "build server"
 * @param start how the key begins, for people to tell keys apart by
 * @param hash its SHA-256 in base64url
 * @param principal who asks with it
 */
public record ApiKey(String name, String start, String hash, Principal principal) {
    private static final int SHOWN = 8;

    /**
     * A new key.
     *
     * @param secret what the client gets, once: it cannot be shown again
     * @param key what the server keeps
     */
    public record Issued(String secret, ApiKey key) {
        /** Without the secret, so that no log has it. */
        @Override
        public String toString() {
            return "Issued[" + key + "]";
        }
    }

    /** Returns a new key of 256 random bits for the principal. */
    public static Issued issue(String name, Principal principal) {
        String secret = "sk_" + Secrets.randomId();
        return new Issued(secret, of(name, secret, principal));
    }

    /**
     * Returns the key of a secret that is at hand, as from the configuration.
     *
     * @throws IllegalArgumentException for less than 32 characters: a key is looked up by a fast hash, so it must be
     *     random, and not be a password
     */
    public static ApiKey of(String name, String secret, Principal principal) {
        boolean plain = secret.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (secret.length() < 32 || !plain) {
            throw new IllegalArgumentException("The API key '" + name
                    + "' must be 32 random characters of ASCII or more." + " Make one with: openssl rand -hex 32");
        }
        return new ApiKey(name, secret.substring(0, SHOWN), Secrets.hash(secret), principal);
    }

    /** Whether this is the key with that hash; takes as long for any. */
    boolean hashes(String other) {
        return Secrets.same(hash, other);
    }
}
