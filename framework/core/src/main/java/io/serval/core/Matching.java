package io.serval.core;

/**
 * How paths are matched where applications differ. Set once, with {@link Dispatcher.Builder#matching}.
 *
 * @param trailingSlash what a slash at the end of a path does
 * @param ignoreCase whether literal parts of a path fit whatever their case; values keep theirs
 * @param fallThrough whether a verb that the most specific path does not have is looked for in less specific ones. If not,
 *     the most specific path answers it with 405
 */
public record Matching(TrailingSlash trailingSlash, boolean ignoreCase, boolean fallThrough) {
    /** A slash makes no difference, case does, and the most specific path decides. */
    public static final Matching DEFAULT = new Matching(TrailingSlash.IGNORE, false, false);

    /** What a slash at the end of a path does; it is never part of a route's own path. */
    public enum TrailingSlash {
        /** It makes no difference. */
        IGNORE,
        /** A route is redirected to its path without it, with 308, so method and body are sent again (RFC 9110 §15.4.9). */
        REDIRECT,
        /** No route is there: 404. */
        STRICT
    }

    /** Returns this with another rule for slashes at the end. */
    public Matching withTrailingSlash(TrailingSlash rule) {
        return new Matching(rule, ignoreCase, fallThrough);
    }

    /** Returns this with or without regard to case. */
    public Matching withIgnoreCase(boolean ignored) {
        return new Matching(trailingSlash, ignored, fallThrough);
    }

    /** Returns this with or without less specific paths answering. */
    public Matching withFallThrough(boolean on) {
        return new Matching(trailingSlash, ignoreCase, on);
    }
}
