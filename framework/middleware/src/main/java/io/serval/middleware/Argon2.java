package io.serval.middleware;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * The costs of Argon2id, and the text of a hash in the form that its reference implementation writes.
 *
 * @param kibibytes memory
 * @param passes over the memory
 * @param lanes into which the memory is divided
 */
record Argon2(int kibibytes, int passes, int lanes) {
    static final int SALT = 16;
    static final int HASH = 32;

    private static final int MOST_KIBIBYTES = 1 << 20;
    private static final Pattern TEXT = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{16,86})");

    /** A hash with all that it was made of but the password. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Encoded(Argon2 parameters, byte[] salt, byte[] hash) {}

    Argon2 {
        if (lanes < 1 || kibibytes < 8 * lanes || kibibytes > MOST_KIBIBYTES || passes < 1 || passes > 100) {
            throw new IllegalArgumentException(
                    "Argon2id takes 8 KiB per lane to 1 GiB of memory and 1 to 100 passes, not " + kibibytes + " KiB, "
                            + passes + " passes and " + lanes + " lanes.");
        }
    }

    static Encoded parse(String encoded) {
        Matcher text = TEXT.matcher(encoded);
        if (!text.matches()) {
            // Without the text, which may be a password that somebody stored as it is.
            throw new IllegalArgumentException(
                    "This is no hash of Argon2id: expected $argon2id$v=19$m=…,t=…,p=…$<salt>$<hash>.");
        }
        var parameters = new Argon2(
                Integer.parseInt(text.group(1)), Integer.parseInt(text.group(2)), Integer.parseInt(text.group(3)));
        return new Encoded(
                parameters,
                Base64.getDecoder().decode(text.group(4)),
                Base64.getDecoder().decode(text.group(5)));
    }

    String encoded(byte[] salt, byte[] hash) {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + kibibytes + ",t=" + passes + ",p=" + lanes + "$" + base64.encodeToString(salt)
                + "$" + base64.encodeToString(hash);
    }

    byte[] hash(String password, byte[] salt, int length) {
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(kibibytes)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[length];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }
}
