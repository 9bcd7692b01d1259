package io.serval.middleware;

import java.security.MessageDigest;
import java.util.Base64;

/** A keyed hash of a session, masked with random bytes: mask, then mask xor hash, in base64url. */
final class CsrfToken {
    private static final int HASH = 32;

    private CsrfToken() {}

    static String of(byte[] secret) {
        byte[] hash = hash(secret);
        byte[] mask = Secrets.randomBytes(HASH);
        byte[] token = new byte[2 * HASH];
        for (int i = 0; i < HASH; i++) {
            token[i] = mask[i];
            token[HASH + i] = (byte) (mask[i] ^ hash[i]);
        }
        return Secrets.base64(token);
    }

    static boolean fits(String text, byte[] secret) {
        byte[] token;
        try {
            token = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
        if (token.length != 2 * HASH) {
            return false;
        }
        byte[] sent = new byte[HASH];
        for (int i = 0; i < HASH; i++) {
            sent[i] = (byte) (token[i] ^ token[HASH + i]);
        }
        return MessageDigest.isEqual(sent, hash(secret));
    }

    private static byte[] hash(byte[] secret) {
        return Secrets.hmac(secret, "csrf");
    }
}
