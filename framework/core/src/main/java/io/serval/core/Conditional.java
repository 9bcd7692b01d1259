package io.serval.core;

import io.serval.core.internal.http.EntityTags;
import io.serval.core.internal.http.HttpDates;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Conditional requests (RFC 9110 §13): a client that has a copy is told that it is still good, and one that wants to change
 * something is told that it has changed meanwhile. What is compared are the {@code ETag} and {@code Last-Modified} of the
 * response, or of what is about to be changed.
 *
 * <p>{@code If-Match} counts before {@code If-Unmodified-Since}, and {@code If-None-Match} before {@code
 * If-Modified-Since} (§13.2.2). {@code If-Match} compares strongly, {@code If-None-Match} weakly (§8.8.3.2). A date that
 * cannot be read is ignored.
 */
public final class Conditional {
    /** What describes a body that a 304 does not have (§15.4.5). */
    private static final Set<String> OF_BODY = Set.of(
            "Content-Type", "Content-Length", "Content-Encoding", "Content-Language", "Content-Range", "Accept-Ranges");

    private Conditional() {}

    private enum Outcome {
        HOLDS,
        NOT_MODIFIED,
        FAILED
    }

    /**
     * Answers a GET or HEAD: with the response itself if the request's conditions hold or there are none, with 304 and
     * without the body if the client's copy is as good, with 412 if the client wanted another version. Responses that are
     * not successful, and those to other methods, stay as they are: what they did is done.
     */
    public static Response answer(Request request, Response response) {
        if (!reads(request) || response.status() / 100 != 2) {
            return response;
        }
        return switch (outcome(request, response.headers(), true)) {
            case HOLDS -> response;
            case NOT_MODIFIED -> new Response(304, withoutBody(response.headers()), Content.NONE);
            case FAILED -> failed().toResponse(request);
        };
    }

    /**
     * Checks the conditions of a request before it changes something, best in the transaction that does.
     *
     * @param validators the {@code ETag} and {@code Last-Modified} of what is there now
     * @throws ProblemException 412 if a condition does not hold
     */
    public static void check(Request request, Headers validators) {
        if (outcome(request, validators, true) != Outcome.HOLDS) {
            throw new ProblemException(failed());
        }
    }

    /**
     * Checks the conditions of a request before it creates what is not there yet.
     *
     * @throws ProblemException 412 if the request is for something that exists: it has an {@code If-Match}
     */
    public static void checkAbsent(Request request) {
        if (outcome(request, Headers.empty(), false) != Outcome.HOLDS) {
            throw new ProblemException(failed());
        }
    }

    private static Outcome outcome(Request request, Headers validators, boolean exists) {
        Headers asked = request.headers();
        List<String> match = asked.all("If-Match");
        boolean failed = match.isEmpty() ? modifiedSince(asked, validators) : !matches(match, validators, exists);
        if (failed) {
            return Outcome.FAILED;
        }
        List<String> noneMatch = asked.all("If-None-Match");
        boolean same = noneMatch.isEmpty()
                ? reads(request) && notModifiedSince(asked, validators)
                : matchesWeakly(noneMatch, validators, exists);
        return !same ? Outcome.HOLDS : reads(request) ? Outcome.NOT_MODIFIED : Outcome.FAILED;
    }

    private static boolean matches(List<String> tags, Headers validators, boolean exists) {
        return (exists && EntityTags.any(tags))
                || validators
                        .first("ETag")
                        .filter(tag -> EntityTags.listStrongly(tags, tag))
                        .isPresent();
    }

    private static boolean matchesWeakly(List<String> tags, Headers validators, boolean exists) {
        return (exists && EntityTags.any(tags))
                || validators
                        .first("ETag")
                        .filter(tag -> EntityTags.listWeakly(tags, tag))
                        .isPresent();
    }

    private static boolean modifiedSince(Headers asked, Headers validators) {
        Optional<Instant> since = date(asked, "If-Unmodified-Since");
        return since.isPresent()
                && date(validators, "Last-Modified")
                        .filter(since.get()::isBefore)
                        .isPresent();
    }

    private static boolean notModifiedSince(Headers asked, Headers validators) {
        Optional<Instant> since = date(asked, "If-Modified-Since");
        return since.isPresent()
                && date(validators, "Last-Modified")
                        .filter(modified -> !since.get().isBefore(modified))
                        .isPresent();
    }

    private static Optional<Instant> date(Headers headers, String name) {
        return headers.first(name).flatMap(HttpDates::read);
    }

    private static boolean reads(Request request) {
        return request.method().equals("GET") || request.method().equals("HEAD");
    }

    private static Headers withoutBody(Headers headers) {
        Headers kept = headers.without(OF_BODY);
        return kept.contains("ETag") ? kept.without(Set.of("Last-Modified")) : kept;
    }

    private static Problem failed() {
        return Problem.of(
                412, "What is here is not the version that the request is for. Read it again, then decide anew.");
    }
}
