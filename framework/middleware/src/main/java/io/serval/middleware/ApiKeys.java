package io.serval.middleware;

import io.serval.core.Handler;
import io.serval.core.Middleware;
import io.serval.core.Problem;
import io.serval.core.ProblemException;
import io.serval.core.Request;
import io.serval.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Lets requests with a good API key through, in the header {@code X-API-Key} or as {@code Authorization: ApiKey …}, and
 * sets the key's principal. No key and a wrong one are a 401.
 *
 * <p>A key in the URL is refused with a 400, good or not: addresses end up in logs, histories and {@code Referer} fields.
 */
public final class ApiKeys implements Middleware {
    /** The header field of a key. */
    public static final String HEADER = "X-API-Key";

    /** The scheme of a key in the {@code Authorization} field. */
    public static final String SCHEME = "ApiKey";

    private static final int MOST_CHARS = 512;
    private static final Set<String> IN_QUERY =
            Set.of("api_key", "apikey", "api-key", "x-api-key", "access_token", "access_key");

    /** Finds keys that are kept elsewhere, as in the database: what it finds may change from request to request. */
    @FunctionalInterface
    public interface Lookup {
        /**
         * Returns the key of the hash. Called on the request's thread; may block.
         *
         * @param hash the SHA-256 of what the client sent, in base64url, as in {@link ApiKey#hash}
         */
        Optional<ApiKey> find(String hash) throws Exception;
    }

    private final Lookup lookup;
    private final String realm;
    private final boolean anonymous;

    private ApiKeys(Lookup lookup, String realm, boolean anonymous) {
        this.lookup = lookup;
        this.realm = realm;
        this.anonymous = anonymous;
    }

    /**
     * Returns middleware that takes these keys. To replace one, let both be good for a while.
     *
     * @throws IllegalArgumentException if there are none: without keys, leave this middleware out
     */
    public static ApiKeys of(List<ApiKey> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException(
                    "There are no API keys, so nobody could pass. Configure one, or leave ApiKeys out.");
        }
        List<ApiKey> known = List.copyOf(keys);
        return lookup(hash -> {
            Optional<ApiKey> found = Optional.empty();
            for (ApiKey key : known) {
                // Without leaving the loop: each key takes as long, whichever is the right one.
                found = key.hashes(hash) ? Optional.of(key) : found;
            }
            return found;
        });
    }

    /** Returns middleware that takes the keys which the look-up finds. */
    public static ApiKeys lookup(Lookup lookup) {
        return new ApiKeys(lookup, "api", false);
    }

    /** Returns this middleware with another realm than {@code api} in its challenges. */
    public ApiKeys withRealm(String name) {
        return new ApiKeys(lookup, Authorization.realm(name), anonymous);
    }

    /** Returns this middleware, which lets requests without a key through as they are; a wrong one is still a 401. */
    public ApiKeys withAnonymous() {
        return new ApiKeys(lookup, realm, true);
    }

    @Override
    public Response handle(Request request, Handler next) throws Exception {
        checkQuery(request);
        Optional<String> sent = sent(request);
        if (sent.isEmpty()) {
            if (anonymous) {
                return next.handle(request);
            }
            throw refused("Send an API key in the header " + HEADER + ".");
        }
        Optional<ApiKey> key = find(sent.get());
        if (key.isEmpty()) {
            throw refused("The API key is unknown. It may have been replaced.");
        }
        return next.handle(request.with(key.get().principal()));
    }

    private Optional<ApiKey> find(String sent) throws Exception {
        if (sent.length() > MOST_CHARS) {
            return Optional.empty();
        }
        String hash = Secrets.hash(sent);
        return lookup.find(hash).filter(key -> key.hashes(hash));
    }

    private static Optional<String> sent(Request request) {
        List<String> fields = request.headers().all(HEADER);
        if (fields.size() > 1) {
            throw new ProblemException(
                    Problem.of(400, "The request has " + fields.size() + " " + HEADER + " fields; send one."));
        }
        return fields.isEmpty() ? Authorization.of(request, SCHEME) : Optional.of(fields.getFirst());
    }

    private static void checkQuery(Request request) {
        for (String name : request.query().names()) {
            if (IN_QUERY.contains(name.toLowerCase(Locale.ROOT))) {
                throw new ProblemException(Problem.of(
                        400,
                        "A key must not be part of the URL, as it is in logs by now: replace it, and send the new one"
                                + " in the header " + HEADER + "."));
            }
        }
    }

    private ProblemException refused(String detail) {
        return Authorization.refused(401, Authorization.challenge(SCHEME, "realm", realm), detail);
    }
}
