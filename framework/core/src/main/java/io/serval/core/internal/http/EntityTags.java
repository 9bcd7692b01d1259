package io.serval.core.internal.http;

import java.util.List;

/** Comparison of entity tags (RFC 9110 §8.8.3), as they stand in header fields. */
public final class EntityTags {
    private static final String WEAK = "W/";

    private EntityTags() {}

    /** Whether a field lists the tag; both may be weak. */
    public static boolean listWeakly(List<String> fields, String tag) {
        return list(fields, opaque(tag), false);
    }

    /** Whether a field lists the tag, and neither is weak. */
    public static boolean listStrongly(List<String> fields, String tag) {
        return !weak(tag) && list(fields, tag, true);
    }

    /** Whether a field is {@code *}. */
    public static boolean any(List<String> fields) {
        return fields.stream().anyMatch(field -> field.strip().equals("*"));
    }

    /** Whether this is no tag of the strong kind. */
    public static boolean weak(String tag) {
        return tag.startsWith(WEAK);
    }

    private static boolean list(List<String> fields, String opaque, boolean strongly) {
        return fields.stream().anyMatch(field -> list(field, opaque, strongly));
    }

    /** A tag may hold commas, so the quotes decide where it ends; what is no tag is passed over. */
    private static boolean list(String field, String opaque, boolean strongly) {
        int at = field.indexOf('"');
        while (at >= 0) {
            int end = field.indexOf('"', at + 1);
            if (end < 0) {
                return false;
            }
            boolean weak = at >= WEAK.length() && field.startsWith(WEAK, at - WEAK.length());
            if (!(weak && strongly) && field.substring(at, end + 1).equals(opaque)) {
                return true;
            }
            at = field.indexOf('"', end + 1);
        }
        return false;
    }

    private static String opaque(String tag) {
        return weak(tag) ? tag.substring(WEAK.length()) : tag;
    }
}
