package io.serval.netty;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Serves over TLS 1.2 and 1.3 (RFC 8446): HTTP/2 to clients that offer {@code h2} by ALPN (RFC 7301), HTTP/1.1 to all
 * others. Both files are looked at about once a second; when they change, new connections get the new certificate, and
 * open ones keep theirs. A new pair that cannot be used is logged as an error, and the one before stays in use.
 *
 * @param certificates a PEM file: the server's certificate, followed by those that vouch for it, as {@code fullchain.pem}
 * @param key a PEM file: the private key of the first of these, in PKCS #8 ({@code BEGIN PRIVATE KEY} or {@code BEGIN
 *     ENCRYPTED PRIVATE KEY})
 * @param password decrypts the key; empty if it is not encrypted
 */
public record Tls(Path certificates, Path key, Optional<String> password) {
    /** Serves with the certificates and the key of these files. */
    public static Tls of(Path certificates, Path key) {
        return new Tls(certificates, key, Optional.empty());
    }

    /** Returns these files with the password of the key. */
    public Tls withPassword(String secret) {
        return new Tls(certificates, key, Optional.of(secret));
    }

    /** Names the files; keeps the password to itself. */
    @Override
    public String toString() {
        return "Tls[certificates=" + certificates + ", key=" + key + "]";
    }
}
