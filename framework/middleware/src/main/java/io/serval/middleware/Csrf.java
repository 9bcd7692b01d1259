package io.serval.middleware;

import io.serval.core.Body;
import io.serval.core.Handler;
import io.serval.core.Middleware;
import io.serval.core.Problem;
import io.serval.core.ProblemException;
import io.serval.core.Query;
import io.serval.core.Request;
import io.serval.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps other sites from sending requests in the name of who is signed in here. Put it inside of {@link Sessions}, around
 * pages of browsers.
 *
 * <p>A request that may change something, of any method but GET, HEAD, OPTIONS and TRACE, must come from a page of this
 * server, by {@code Sec-Fetch-Site} or else {@code Origin}, if the browser says so; and it must bring a token of the
 * session, in the header {@code X-CSRF-Token} or in the field {@code csrf} of an URL-encoded form. Sign-in forms are no
 * exception. Requests with a bearer token or an API key, which no browser adds by itself, are let through unless their
 * session is signed in. All others are a 403 that says what is missing.
 */
public final class Csrf implements Middleware {
    /** The request header that the token is sent in. */
    public static final String HEADER = "X-CSRF-Token";

    /** The form field that the token is sent in. */
    public static final String FIELD = "csrf";

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    /** As large as URL-encoded forms may be. */
    private static final int FORM = 1 << 20;

    private final Set<String> origins;

    private Csrf(Set<String> origins) {
        this.origins = origins;
    }

    /** Returns the protection, which trusts pages of this server only. */
    public static Csrf protection() {
        return new Csrf(Set.of());
    }

    /**
     * Returns this protection, which also trusts pages of the origin; they too need a token.
     *
     * @param origin as browsers write it: {@code https://shop.example}
     * @throws IllegalArgumentException if browsers would not write it so
     */
    public Csrf withOrigin(String origin) {
        Origins.check(origin);
        var more = new HashSet<>(origins);
        more.add(origin);
        return new Csrf(Set.copyOf(more));
    }

    /**
     * Returns a token of the request's session, for a page to send back. It begins a session if there is none. Each call
     * gives another text, so that its place in a compressed page tells nothing (BREACH); all are good until the session
     * ends or rotates.
     *
     * @throws IllegalStateException if there are no sessions here, or the response has begun
     */
    public static String token(Request request) {
        return CsrfToken.of(Session.of(request).secret());
    }

    @Override
    public Response handle(Request request, Handler next) throws Exception {
        Session session = Session.of(request);
        if (SAFE.contains(request.method()) || withoutCookies(request, session)) {
            return next.handle(request);
        }
        checkSource(request);
        Optional<String> sent = request.headers().first(HEADER);
        Request read = request;
        if (sent.isEmpty() && form(request)) {
            byte[] form = whole(request.body());
            sent = Query.parse(new String(form, StandardCharsets.UTF_8)).first(FIELD);
            read = request.with(Body.of(form));
        }
        checkToken(session, sent);
        return next.handle(read);
    }

    /** Whether the request brings a credential that only a program adds, and no session that is worth anything. */
    private static boolean withoutCookies(Request request, Session session) {
        boolean credential = request.headers().contains(ApiKeys.HEADER)
                || request.headers()
                        .first("Authorization")
                        .filter(Csrf::neverByItself)
                        .isPresent();
        return credential && session.principal().isEmpty();
    }

    /** Browsers send Basic, Digest and Negotiate again by themselves. */
    private static boolean neverByItself(String authorization) {
        return Authorization.has("Bearer", authorization) || Authorization.has(ApiKeys.SCHEME, authorization);
    }

    private void checkSource(Request request) {
        Optional<String> origin = request.headers().first("Origin").map(value -> value.toLowerCase(Locale.ROOT));
        if (origin.isPresent() && origins.contains(origin.get())) {
            return;
        }
        Optional<String> site = request.headers().first("Sec-Fetch-Site");
        boolean own = site.isPresent()
                ? site.get().equals("same-origin") || site.get().equals("none")
                : origin.isEmpty()
                        || origin.get().equals(request.peer().origin().toLowerCase(Locale.ROOT));
        if (!own) {
            throw refused("The request was sent by a page of another origin. If that page may do so, name its origin in"
                    + " Csrf.withOrigin(…); behind a proxy, the server must know it as a trusted proxy.");
        }
    }

    private static void checkToken(Session session, Optional<String> sent) {
        if (sent.isEmpty()) {
            throw refused("A token is missing. Send the one that the page was given in the header " + HEADER
                    + ", or in the form's field '" + FIELD + "'.");
        }
        if (!CsrfToken.fits(sent.get(), session.secret())) {
            throw refused(
                    "The token is not one of this session, which may have ended. Load the page again, and send the"
                            + " token that it is given then.");
        }
    }

    private static boolean form(Request request) {
        return request.headers()
                .first("Content-Type")
                .filter(type -> type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded"))
                .isPresent();
    }

    private static byte[] whole(Body body) throws IOException {
        try (InputStream stream = body.stream()) {
            byte[] bytes = stream.readNBytes(FORM + 1);
            if (bytes.length > FORM) {
                throw new ProblemException(Problem.of(413, "The form has more than " + FORM + " bytes."));
            }
            return bytes;
        }
    }

    private static ProblemException refused(String detail) {
        return new ProblemException(Problem.of(403, detail));
    }
}
