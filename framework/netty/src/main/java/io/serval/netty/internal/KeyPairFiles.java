package io.serval.netty.internal;

import io.serval.core.StartupException;
import io.serval.netty.Tls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A certificate, with those that vouch for it, and its private key, as read from files.
 *
 * @param chain the certificate of the key first
 */
@SuppressWarnings("ArrayRecordComponent") // handed on as it is
record KeyPairFiles(X509Certificate[] chain, PrivateKey key) {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

    /**
     * Reads and checks the files.
     *
     * @throws StartupException if they cannot be used, saying which one and what to do
     */
    static KeyPairFiles read(Tls tls, Instant now) {
        X509Certificate[] chain = chain(tls.certificates());
        X509Certificate own = chain[0];
        if (now.isAfter(own.getNotAfter().toInstant())) {
            throw new StartupException("The certificate in " + tls.certificates() + " expired on "
                    + own.getNotAfter().toInstant() + ". Renew it.");
        }
        if (now.isBefore(own.getNotBefore().toInstant())) {
            throw new StartupException("The certificate in " + tls.certificates() + " is valid from "
                    + own.getNotBefore().toInstant() + " on, and it is " + now
                    + ". Look at the clock, or use another certificate.");
        }
        PrivateKey key = key(tls, own.getPublicKey().getAlgorithm());
        if (!fits(key, own)) {
            throw new StartupException("The private key in " + tls.key() + " is not that of the certificate in "
                    + tls.certificates() + " (" + own.getSubjectX500Principal()
                    + "). Use the two files that were made together; the server's own certificate comes first.");
        }
        return new KeyPairFiles(chain, key);
    }

    private static X509Certificate[] chain(Path file) {
        byte[] bytes = bytes(file, "certificate");
        try {
            X509Certificate[] chain =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(bytes))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toArray(X509Certificate[]::new);
            if (chain.length > 0) {
                return chain;
            }
        } catch (GeneralSecurityException e) {
            throw new StartupException(noCertificate(file) + " (" + e.getMessage() + ")", e);
        }
        throw new StartupException(noCertificate(file));
    }

    private static String noCertificate(Path file) {
        return "The file " + file + " holds no certificate in PEM form: it must begin with 'BEGIN CERTIFICATE'.";
    }

    private static PrivateKey key(Tls tls, String algorithm) {
        Path file = tls.key();
        Matcher pem = PEM.matcher(new String(bytes(file, "private key"), StandardCharsets.US_ASCII));
        if (!pem.find()) {
            throw new StartupException("The file " + file
                    + " holds no private key in PEM form: it must hold 'BEGIN PRIVATE KEY' or 'BEGIN ENCRYPTED PRIVATE"
                    + " KEY'.");
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(pem.group(2));
            PKCS8EncodedKeySpec spec = switch (pem.group(1)) {
                case "PRIVATE KEY" -> new PKCS8EncodedKeySpec(der);
                case "ENCRYPTED PRIVATE KEY" -> decrypted(tls, der);
                default ->
                    throw new StartupException("The private key in " + file + " is of the old form '"
                            + pem.group(1) + "'. Convert it with: openssl pkcs8 -topk8 -nocrypt -in " + file
                            + " -out " + file + ".pkcs8");
            };
            return KeyFactory.getInstance(algorithm).generatePrivate(spec);
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw new StartupException(
                    "The private key in " + file + " cannot be used for a certificate of type " + algorithm + ": "
                            + e.getMessage() + ". Use the two files that were made together.",
                    e);
        }
    }

    private static PKCS8EncodedKeySpec decrypted(Tls tls, byte[] der) throws IOException, GeneralSecurityException {
        String password = tls.password()
                .orElseThrow(() -> new StartupException(
                        "The private key in " + tls.key() + " is encrypted, and no password was given for it."));
        var info = new EncryptedPrivateKeyInfo(der);
        // The parameters of PBES2 name the whole scheme, its algorithm alone does not.
        String scheme = info.getAlgParameters() == null
                ? info.getAlgName()
                : info.getAlgParameters().toString();
        var secret = new PBEKeySpec(password.toCharArray());
        try {
            var cipher = Cipher.getInstance(scheme);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(scheme).generateSecret(secret),
                    info.getAlgParameters());
            return info.getKeySpec(cipher);
        } catch (GeneralSecurityException e) {
            throw new StartupException(
                    "The private key in " + tls.key() + " cannot be decrypted: is the password right? ("
                            + e.getMessage() + ")",
                    e);
        } finally {
            secret.clearPassword();
        }
    }

    private static boolean fits(PrivateKey key, X509Certificate certificate) {
        try {
            byte[] text = "Does it fit?".getBytes(StandardCharsets.US_ASCII);
            Signature signature = Signature.getInstance(
                    switch (key.getAlgorithm()) {
                        case "RSA" -> "SHA256withRSA";
                        case "EC" -> "SHA256withECDSA";
                        default -> key.getAlgorithm();
                    });
            signature.initSign(key);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static byte[] bytes(Path file, String what) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new StartupException(
                    "The " + what + " file " + file.toAbsolutePath() + " cannot be read ("
                            + e.getClass().getSimpleName() + "). Is it there, and may this user read it?",
                    e);
        }
    }
}
