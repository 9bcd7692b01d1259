package io.serval.middleware;

import io.serval.core.Headers;
import io.serval.core.Request;
import java.util.ArrayList;
import java.util.List;

/**
 * Entity tags of what is compressed (RFC 9110 §8.8.3.3): other bytes, another strong tag, {@code "7"} and {@code "7-gzip"}.
 * A client that has one asks with it, and the route knows only its own.
 */
final class CodedTags {
    private static final List<String> CONDITIONS = List.of("If-Match", "If-None-Match");

    private CodedTags() {}

    /** Returns the tag of the same version in the coding. A weak tag is good for all codings. */
    static String coded(String tag, String coding) {
        return tag.length() > 1 && tag.startsWith("\"") && tag.endsWith("\"")
                ? tag.substring(0, tag.length() - 1) + ending(coding)
                : tag;
    }

    /**
     * Returns the request with the route's own tag beside each tag that only says a coding more. {@code If-Range} stays: a
     * part of the plain body fits no compressed one.
     */
    static Request plain(Request request, List<String> codings) {
        Headers headers = request.headers();
        for (String condition : CONDITIONS) {
            List<String> lines = headers.all(condition);
            if (lines.stream().anyMatch(line -> codings.stream().anyMatch(coding -> line.contains(ending(coding))))) {
                headers = headers.with(condition, withPlain(String.join(", ", lines), codings));
            }
        }
        return headers.equals(request.headers()) ? request : request.with(headers);
    }

    /** Returns the coding whose tag of this version the client has, or {@code otherwise}. */
    static String known(Request request, String tag, List<String> codings, String otherwise) {
        String has = String.join(", ", request.headers().all("If-None-Match"));
        return codings.stream()
                .filter(coding -> has.contains(coded(tag, coding)))
                .findFirst()
                .orElse(otherwise);
    }

    private static String withPlain(String list, List<String> codings) {
        var tags = new ArrayList<String>();
        for (String tag : list.split(",", -1)) {
            String own = tag.strip();
            tags.add(own);
            codings.stream()
                    .filter(coding -> own.endsWith(ending(coding)))
                    .forEach(coding -> tags.add(
                            own.substring(0, own.length() - ending(coding).length()) + '"'));
        }
        return String.join(", ", tags);
    }

    private static String ending(String coding) {
        return "-" + coding + "\"";
    }
}
