package io.serval.middleware;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts cookies with AES-256-GCM. A cookie is, in base64url: a version, the id of the secret, a salt, a nonce, and what
 * is encrypted with its tag. Each cookie has a key of its own, derived from the secret and the salt (HKDF, RFC 5869): 224
 * random bits stand between two cookies, so that no number of them wears out a secret as 2^32 nonces of 96 bits would.
 */
final class CookieCipher {
    private static final byte VERSION = 1;
    private static final int ID = 4;
    private static final int SALT = 16;
    private static final int NONCE = 12;
    private static final int TAG = 16;
    private static final int HEADER = 1 + ID;
    private static final int OVERHEAD = HEADER + SALT + NONCE + TAG;
    private static final byte[] KEY_INFO = "serval session cookie".getBytes(US_ASCII);
    private static final byte[] ID_INFO = "serval session cookie, id of the secret".getBytes(US_ASCII);

    /** A secret, and the bytes that a cookie names it by. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Secret(byte[] id, byte[] bytes) {}

    private final List<Secret> secrets;

    /** Creates a cipher that writes with the first secret and reads with all. */
    CookieCipher(List<byte[]> secrets) {
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("Sessions in cookies need a secret of 32 random bytes or more.");
        }
        this.secrets = secrets.stream().map(CookieCipher::secret).toList();
    }

    private static Secret secret(byte[] bytes) {
        if (bytes.length < 32) {
            throw new IllegalArgumentException("A secret for sessions has 32 random bytes or more, not " + bytes.length
                    + ". Make one with: openssl rand -base64 32");
        }
        return new Secret(Arrays.copyOf(derive(bytes, new byte[0], ID_INFO), ID), bytes.clone());
    }

    /** How many characters so many bytes become. */
    static int sealedLength(int bytes) {
        return (bytes + OVERHEAD) * 4 / 3 + 1;
    }

    String seal(byte[] plain) {
        Secret secret = secrets.getFirst();
        byte[] salt = Secrets.randomBytes(SALT);
        byte[] nonce = Secrets.randomBytes(NONCE);
        byte[] header = ByteBuffer.allocate(HEADER).put(VERSION).put(secret.id).array();
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, secret, salt, nonce, header).doFinal(plain);
            return Secrets.base64(ByteBuffer.allocate(plain.length + OVERHEAD)
                    .put(header)
                    .put(salt)
                    .put(nonce)
                    .put(sealed)
                    .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has AES/GCM.", e);
        }
    }

    /** Returns what was encrypted; empty for whatever was not made by {@link #seal} with one of the secrets. */
    Optional<byte[]> open(String value) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(value);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length < OVERHEAD || bytes[0] != VERSION) {
            return Optional.empty();
        }
        byte[] id = Arrays.copyOfRange(bytes, 1, HEADER);
        return secrets.stream()
                .filter(secret -> Arrays.equals(secret.id, id))
                .findFirst()
                .flatMap(secret -> open(bytes, secret));
    }

    private static Optional<byte[]> open(byte[] bytes, Secret secret) {
        byte[] header = Arrays.copyOf(bytes, HEADER);
        byte[] salt = Arrays.copyOfRange(bytes, HEADER, HEADER + SALT);
        byte[] nonce = Arrays.copyOfRange(bytes, HEADER + SALT, HEADER + SALT + NONCE);
        try {
            int from = HEADER + SALT + NONCE;
            return Optional.of(
                    cipher(Cipher.DECRYPT_MODE, secret, salt, nonce, header).doFinal(bytes, from, bytes.length - from));
        } catch (GeneralSecurityException e) {
            // Somebody changed the cookie: the tag does not fit.
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, Secret secret, byte[] salt, byte[] nonce, byte[] header)
            throws GeneralSecurityException {
        var key = new SecretKeySpec(derive(secret.bytes, salt, KEY_INFO), "AES");
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG * 8, nonce));
        cipher.updateAAD(header);
        return cipher;
    }

    private static byte[] derive(byte[] secret, byte[] salt, byte[] info) {
        try {
            var spec =
                    HKDFParameterSpec.ofExtract().addIKM(secret).addSalt(salt).thenExpand(info, 32);
            return KDF.getInstance("HKDF-SHA256").deriveData(spec);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform of version 25 has HKDF-SHA256.", e);
        }
    }
}
