package io.serval.middleware;

import io.serval.core.Handler;
import io.serval.core.Middleware;
import io.serval.core.Principal;
import io.serval.core.Problem;
import io.serval.core.ProblemException;
import io.serval.core.Request;
import io.serval.core.Response;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * Lets requests with the right name and password through (RFC 7617, in UTF-8), as the principal that the {@link Verifier}
 * says.
 *
 * <p>Ten failures of an address within a minute, and it gets a 429 until the minute is over; IPv6 addresses count by
 * their /64. Clients that come without TLS over a network get a 403: everybody between would read the password.
 */
public final class Basic implements Middleware {
    private static final String SCHEME = "Basic";
    private static final int MOST_BYTES = 1024;

    /** Tells who somebody is. */
    @FunctionalInterface
    public interface Verifier {
        /**
         * Returns the principal if the password is right. It should take as long for a name that nobody has: {@link
         * Passwords#matches(String, Optional)} does. Called on the request's thread; may block.
         */
        Optional<Principal> verify(String name, String password) throws Exception;
    }

    private record Credentials(String name, String password) {}

    private final Verifier verifier;
    private final Attempts attempts;
    private final String realm;
    private final boolean plaintext;
    private final boolean anonymous;

    private Basic(Verifier verifier, Attempts attempts, String realm, boolean plaintext, boolean anonymous) {
        this.verifier = verifier;
        this.attempts = attempts;
        this.realm = realm;
        this.plaintext = plaintext;
        this.anonymous = anonymous;
    }

    /**
     * Returns middleware that asks for a name and a password.
     *
     * @param realm what browsers tell their user, in ASCII
     */
    public static Basic of(String realm, Verifier verifier) {
        return new Basic(verifier, new Attempts(10, Duration.ofMinutes(1)), Authorization.realm(realm), false, false);
    }

    /** Returns this middleware with another bound of failures per address; addresses begin anew. */
    public Basic withFailures(int most, Duration within) {
        return new Basic(verifier, new Attempts(most, within), realm, plaintext, anonymous);
    }

    /** Returns this middleware, also for clients that come without TLS over a network. */
    public Basic withPlaintext() {
        return new Basic(verifier, attempts, realm, true, anonymous);
    }

    /** Returns this middleware, which lets requests without a password through as they are; a wrong one is still a 401. */
    public Basic withAnonymous() {
        return new Basic(verifier, attempts, realm, plaintext, true);
    }

    @Override
    public Response handle(Request request, Handler next) throws Exception {
        Optional<String> sent = Authorization.of(request, SCHEME);
        if (sent.isEmpty() && anonymous) {
            return next.handle(request);
        }
        if (!plaintext && !Confidential.to(request.peer())) {
            throw new ProblemException(Problem.of(
                    403, "A password must not be sent without TLS, where everybody between reads it. Use https."));
        }
        if (sent.isEmpty()) {
            throw refused("Send a name and a password.");
        }
        Credentials credentials = read(sent.get());
        Optional<Principal> principal = attempts.attempt(
                request.peer().address(), () -> verifier.verify(credentials.name, credentials.password));
        if (principal.isEmpty()) {
            throw refused("The name or the password is wrong.");
        }
        return next.handle(request.with(principal.get()));
    }

    private Credentials read(String sent) {
        String text;
        try {
            byte[] bytes = Base64.getDecoder().decode(sent);
            if (bytes.length > MOST_BYTES) {
                throw refused("Name and password have more than " + MOST_BYTES + " bytes.");
            }
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw refused("The credentials are no base64 of UTF-8 (RFC 7617 §2).");
        }
        int colon = text.indexOf(':');
        if (colon < 0 || text.chars().anyMatch(Character::isISOControl)) {
            throw refused("The credentials are not a name, a colon and a password, without control characters"
                    + " (RFC 7617 §2).");
        }
        return new Credentials(text.substring(0, colon), text.substring(colon + 1));
    }

    private ProblemException refused(String detail) {
        return Authorization.refused(401, Authorization.challenge(SCHEME, "realm", realm, "charset", "UTF-8"), detail);
    }
}
