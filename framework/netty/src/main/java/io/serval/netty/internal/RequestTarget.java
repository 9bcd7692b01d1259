package io.serval.netty.internal;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The target of a request of HTTP/1.1 (RFC 9112 §3.2). */
final class RequestTarget {
    private static final String[] SCHEMES = {"http://", "https://"};

    private RequestTarget() {}

    /** Refuses what no URI has (RFC 3986 §2), but for a few characters that browsers leave as they are, in queries above all. */
    static boolean isAllowed(byte b) {
        return b > ' ' && b != 0x7f && b != '"' && b != '#' && b != '<' && b != '>';
    }

    /** Returns what is wrong with the form of a target, null if nothing is. */
    static @Nullable String fault(String method, String target) {
        if (target.equals("*")) {
            return method.equals("OPTIONS") ? null : "only OPTIONS can be asked of '*'";
        }
        Optional<String> authority = authority(target);
        if (authority.isPresent() && !Authority.isValid(authority.get())) {
            return "the target names no host that can be";
        }
        if (authority.isEmpty() && !target.startsWith("/")) {
            return "a target is a path that begins with '/', or a whole URI of http or https";
        }
        return null;
    }

    /** The host and port that a target in absolute form names (§3.2.2). */
    static Optional<String> authority(String target) {
        int begin = authorityBegin(target);
        return begin < 0 ? Optional.empty() : Optional.of(target.substring(begin, authorityEnd(target, begin)));
    }

    /** Returns the path and query. */
    static String originForm(String target) {
        int begin = authorityBegin(target);
        if (begin < 0) {
            return target;
        }
        String rest = target.substring(authorityEnd(target, begin));
        return rest.startsWith("/") ? rest : "/" + rest;
    }

    private static int authorityBegin(String target) {
        for (String scheme : SCHEMES) {
            if (target.regionMatches(true, 0, scheme, 0, scheme.length())) {
                return scheme.length();
            }
        }
        return -1;
    }

    private static int authorityEnd(String target, int begin) {
        int end = begin;
        while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
            end++;
        }
        return end;
    }
}
