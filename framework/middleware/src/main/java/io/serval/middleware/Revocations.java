package io.serval.middleware;

import io.serval.core.Content;
import io.serval.core.Handler;
import io.serval.core.Middleware;
import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.core.Scope;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Ends what goes on in the name of a credential when the application takes that back: a key that was deleted, a user who was
 * locked out, a session that was signed out everywhere. Streams, WebSockets and single subscriptions of a socket are
 * cancelled with {@link Scope.Cause#CANCELLED}, and so are requests in work.
 *
 * <p>It goes behind whatever finds the credential, and holds for this process. It refuses nobody: whoever comes back is
 * asked for a good credential by what stands before it. Safe for use by many threads.
 */
public final class Revocations implements Middleware {
    private final Function<Request, Optional<String>> credential;
    private final Map<String, Set<Scope>> inUse = new ConcurrentHashMap<>();

    private Revocations(Function<Request, Optional<String>> credential) {
        this.credential = credential;
    }

    /** Returns middleware for which the name of the principal is the credential. */
    public static Revocations byPrincipal() {
        return by(request -> request.principal().anonymous()
                ? Optional.empty()
                : Optional.of(request.principal().name()));
    }

    /**
     * Returns middleware for another kind of credential, as the id of a token.
     *
     * @param credential finds it in a request; empty for one that has none
     */
    public static Revocations by(Function<Request, Optional<String>> credential) {
        return new Revocations(credential);
    }

    /** Cancels all that goes on in the name of the credential. Take the credential itself back first. */
    public void revoke(String revoked) {
        inUse.getOrDefault(revoked, Set.of()).forEach(scope -> scope.cancel(Scope.Cause.CANCELLED));
    }

    @Override
    public Response handle(Request request, Handler next) throws Exception {
        Optional<String> found = credential.apply(request);
        if (found.isEmpty()) {
            return next.handle(request);
        }
        String used = found.get();
        Scope scope = request.scope();
        begin(used, scope);
        boolean over = true;
        try {
            Response response = next.handle(request);
            over = response.content() instanceof Content.Bytes;
            return response;
        } finally {
            if (over) {
                end(used, scope);
            } else {
                // The child is cancelled when the scope is, and also when it is closed.
                scope.child().onCancel(() -> end(used, scope));
            }
        }
    }

    /** How many requests, streams and sockets go on. */
    int inUse() {
        return inUse.values().stream().mapToInt(Set::size).sum();
    }

    private void begin(String used, Scope scope) {
        inUse.compute(used, (_, scopes) -> {
            Set<Scope> all = scopes == null ? ConcurrentHashMap.newKeySet() : scopes;
            all.add(scope);
            return all;
        });
    }

    private void end(String used, Scope scope) {
        inUse.computeIfPresent(used, (_, scopes) -> {
            scopes.remove(scope);
            return scopes.isEmpty() ? null : scopes;
        });
    }
}
