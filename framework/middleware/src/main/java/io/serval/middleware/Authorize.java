package io.serval.middleware;

import io.serval.core.Headers;
import io.serval.core.Middleware;
import io.serval.core.Middlewares;
import io.serval.core.Principal;
import io.serval.core.Problem;
import io.serval.core.ProblemException;
import io.serval.core.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Guards: they let a request through, or say who may pass. */
public final class Authorize {
    /** What a page's sign-in form answers; no scheme of HTTP, but a 401 must name one (RFC 9110 §15.5.2). */
    private static final String SESSION = "Session";

    private Authorize() {}

    /** Returns a guard that lets everybody through who signed in, in whatever way; anybody else gets a 401. */
    public static Middleware signedIn() {
        return (request, next) -> {
            checkSignedIn(request);
            return next.handle(request);
        };
    }

    /** Returns a guard that lets principals of the role through: a 401 for who did not sign in, a 403 for all others. */
    public static Middleware role(String role) {
        return when(request -> request.principal().roles().contains(role), "the role '" + role + "'");
    }

    /**
     * Returns a guard that lets signed-in principals through whose request the rule accepts; others get a 403.
     *
     * @param needed what the rule asks for, to end the sentence "This needs …"
     */
    public static Middleware when(Predicate<Request> rule, String needed) {
        return (request, next) -> {
            checkSignedIn(request);
            if (!rule.test(request)) {
                throw new ProblemException(Problem.of(403, "This needs " + needed + "."));
            }
            return next.handle(request);
        };
    }

    /**
     * Returns middleware that tries ways to sign in until one succeeds, as {@link Middlewares#some} does. If none does,
     * the answer is one 401 with the challenges of all; but a failure that is no 401, as when the credentials were in the
     * wrong place or tried too often, is the answer.
     *
     * @throws IllegalArgumentException if there is no way to try
     */
    public static Middleware firstOf(Middleware... ways) {
        Middleware some = Middlewares.some(ways);
        return (request, next) -> {
            var entered = new boolean[1];
            try {
                return some.handle(request, inner -> {
                    entered[0] = true;
                    return next.handle(inner);
                });
            } catch (ProblemException e) {
                throw entered[0] ? e : together(e);
            }
        };
    }

    private static ProblemException together(ProblemException first) {
        var failures = new ArrayList<ProblemException>(List.of(first));
        for (Throwable other : first.getSuppressed()) {
            if (other instanceof ProblemException failure) {
                failures.add(failure);
            }
        }
        Headers challenges = Headers.empty();
        var details = new ArrayList<String>();
        for (ProblemException failure : failures) {
            if (failure.problem().status() != 401) {
                return failure;
            }
            for (String challenge : failure.headers().all("WWW-Authenticate")) {
                challenges = challenges.adding("WWW-Authenticate", challenge);
            }
            details.add(failure.problem().detail());
        }
        return new ProblemException(Problem.of(401, String.join(" Or: ", details)), challenges);
    }

    private static void checkSignedIn(Request request) {
        Principal asker = request.principal();
        if (asker.anonymous()) {
            throw Authorization.refused(401, SESSION, "Sign in first.");
        }
    }
}
