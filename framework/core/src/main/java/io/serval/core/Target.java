package io.serval.core;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A request target in origin form (RFC 9112 §3.2.1): split first, then decoded, then normalised, so that scope and
 * handler see the same string and an encoded slash never splits a segment.
 */
record Target(List<String> segments, Query query) {
    static Target parse(String target) {
        if (!target.startsWith("/")) {
            throw new ProblemException(
                    Problem.of(400, "The request target must begin with '/', not be '" + target + "'."));
        }
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        var segments = new ArrayList<String>();
        for (String raw : path.split("/", -1)) {
            String segment = decode(raw);
            if (segment.equals("..")) {
                if (!segments.isEmpty()) {
                    segments.removeLast();
                }
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.add(segment);
            }
        }
        return new Target(List.copyOf(segments), Query.parse(mark < 0 ? "" : target.substring(mark + 1)));
    }

    /** For people: decoded. */
    String path() {
        return "/" + String.join("/", segments);
    }

    /** For programs: a URI reference, which the decoded path need not be. */
    String uri() {
        return segments.stream().map(PercentEncoding::encode).collect(Collectors.joining("/", "/", ""));
    }

    private static String decode(String raw) {
        try {
            return PercentEncoding.decode(raw);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.of(400, "The path has a broken percent-encoding: '" + raw + "'."));
        }
    }
}
