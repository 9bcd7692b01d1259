package io.serval.processor;

import io.serval.core.internal.path.SegmentName;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a request carries named values, and its body. */
enum Source {
    QUERY("query", "Query"),
    HEADER("headers", "Headers"),
    COOKIE("cookies", "Cookies"),
    FORM("form", "Form"),
    BODY("body", "Body");

    private final String accessor;
    private final String recordName;

    Source(String accessor, String recordName) {
        this.accessor = accessor;
        this.recordName = recordName;
    }

    /** The method of the core's {@code Arguments} that reads from here, which is also the first part of the pointers. */
    String accessor() {
        return accessor;
    }

    /** Returns the source that a record of that simple name is read from. */
    static Optional<Source> ofRecord(String simpleName) {
        return Arrays.stream(values())
                .filter(source -> source.recordName.equals(simpleName))
                .findFirst();
    }

    /** The name on the wire of what Java calls so. */
    String wireName(String javaName) {
        return this == HEADER
                ? SegmentName.HUMP
                        .matcher(javaName)
                        .replaceAll("-")
                        .replace('_', '-')
                        .toLowerCase(Locale.ROOT)
                : javaName;
    }
}
