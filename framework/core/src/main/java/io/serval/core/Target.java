package io.serval.core;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A request target in origin form (RFC 9112 §3.2.1): split first, then decoded, then normalised, so that scope and
 * handler see the same string and an encoded slash never splits a segment.
 *
 * @param segments decoded
 * @param rawQuery what stands after the question mark, as sent
 */
record Target(List<String> segments, Form form, String rawQuery, Query query) {
    /** What the target looks like. */
    enum Form {
        PATH,
        /** A path that ends with a slash which is not all of it. */
        PATH_WITH_SLASH,
        /** The {@code *} of an {@code OPTIONS} that asks about the server and no path (RFC 9112 §3.2.4). */
        SERVER
    }

    static final Target SERVER = new Target(List.of(), Form.SERVER, "", Query.parse(""));

    static Target parse(String target) {
        if (!target.startsWith("/")) {
            throw new ProblemException(
                    Problem.of(400, "The request target must begin with '/', not be '" + target + "'."));
        }
        int mark = target.indexOf('?');
        int end = mark < 0 ? target.length() : mark;
        String query = mark < 0 ? "" : target.substring(mark + 1);
        List<String> segments = segments(target, end);
        boolean slash = target.charAt(end - 1) == '/' && !segments.isEmpty();
        return new Target(segments, slash ? Form.PATH_WITH_SLASH : Form.PATH, query, Query.parse(query));
    }

    /** For people: decoded. */
    String path() {
        return form == Form.SERVER ? "*" : "/" + String.join("/", segments);
    }

    /** For programs: a URI reference, which the decoded path need not be. */
    String uri() {
        return form == Form.SERVER
                ? "*"
                : segments.stream().map(PercentEncoding::encode).collect(Collectors.joining("/", "/", ""));
    }

    private static List<String> segments(String target, int end) {
        var segments = new String[slashes(target, end)];
        int size = 0;
        int start = 1;
        while (start <= end) {
            int slash = target.indexOf('/', start, end);
            int stop = slash < 0 ? end : slash;
            if (stop > start) {
                String segment = decode(target.substring(start, stop));
                if (segment.equals("..")) {
                    size = Math.max(0, size - 1);
                } else if (!segment.equals(".")) {
                    segments[size++] = segment;
                }
            }
            start = stop + 1;
        }
        return list(segments, size);
    }

    private static int slashes(String target, int end) {
        int slashes = 0;
        for (int i = 0; i < end; i++) {
            slashes += target.charAt(i) == '/' ? 1 : 0;
        }
        return slashes;
    }

    /** The short ones without a copy of the array. */
    private static List<String> list(String[] segments, int size) {
        return switch (size) {
            case 0 -> List.of();
            case 1 -> List.of(segments[0]);
            case 2 -> List.of(segments[0], segments[1]);
            default -> List.of(size == segments.length ? segments : Arrays.copyOf(segments, size));
        };
    }

    private static String decode(String raw) {
        try {
            return PercentEncoding.decode(raw);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.of(400, "The path has a broken percent-encoding: '" + raw + "'."));
        }
    }
}
