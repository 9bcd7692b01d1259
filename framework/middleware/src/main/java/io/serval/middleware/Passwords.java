package io.serval.middleware;

import io.serval.core.Headers;
import io.serval.core.Problem;
import io.serval.core.ProblemException;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Hashes passwords with Argon2id (RFC 9106), and checks them. A hash is a text that holds its parameters and salt, {@code
 * $argon2id$v=19$m=19456,t=2,p=1$…$…}, as other libraries write and read it.
 *
 * <p>A hash takes 19 MiB of memory and some 30 ms of a core unless set otherwise. Half as many as there are cores are made
 * at once; others wait, for 5 seconds at most, and then get a 503. Keep one for the whole application. Safe for use by
 * many threads; blocks, and may be interrupted while it waits.
 */
public final class Passwords {
    private static final long WAIT_SECONDS = 5;

    private final Argon2 parameters;
    private final Semaphore slots;
    private final String nobodys;

    private Passwords(Argon2 parameters, int atOnce) {
        this.parameters = parameters;
        slots = new Semaphore(atOnce, true);
        // Not a hash of anything: it costs as much to check as a real one, and never fits.
        nobodys = parameters.encoded(Secrets.randomBytes(Argon2.SALT), Secrets.randomBytes(Argon2.HASH));
    }

    /** Returns a hasher with 19 MiB and two passes, as OWASP advises. */
    public static Passwords argon2id() {
        return argon2id(19 * 1024, 2);
    }

    /**
     * Returns a hasher with these costs.
     *
     * @param kibibytes memory of a hash, from 8 KiB to 1 GiB
     * @param passes over that memory, from 1 to 100
     */
    public static Passwords argon2id(int kibibytes, int passes) {
        int atOnce = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        return new Passwords(new Argon2(kibibytes, passes, 1), atOnce);
    }

    /** Returns the text to keep in place of the password. */
    public String hash(String password) throws InterruptedException {
        byte[] salt = Secrets.randomBytes(Argon2.SALT);
        return parameters.encoded(salt, hashed(parameters, password, salt, Argon2.HASH));
    }

    /**
     * Whether the text was made from the password, with whatever costs.
     *
     * @throws IllegalArgumentException if it is no Argon2id hash
     */
    public boolean matches(String password, String encoded) throws InterruptedException {
        Argon2.Encoded known = Argon2.parse(encoded);
        byte[] hash = hashed(known.parameters(), password, known.salt(), known.hash().length);
        return MessageDigest.isEqual(hash, known.hash());
    }

    /** As {@link #matches(String, String)}; for a user who does not exist it takes as long, and says no. */
    public boolean matches(String password, Optional<String> encoded) throws InterruptedException {
        boolean matches = matches(password, encoded.orElse(nobodys));
        return matches && encoded.isPresent();
    }

    /** Whether the text has other costs than hashes made here: after a good sign-in, hash the password again. */
    public boolean needsRehash(String encoded) {
        return !Argon2.parse(encoded).parameters().equals(parameters);
    }

    private byte[] hashed(Argon2 costs, String password, byte[] salt, int length) throws InterruptedException {
        if (!slots.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
            throw new ProblemException(
                    Problem.of(503, "Too many sign in at the moment. Try again."), Headers.of("Retry-After", "5"));
        }
        try {
            return costs.hash(password, salt, length);
        } finally {
            slots.release();
        }
    }
}
