package io.serval.middleware;

import io.serval.core.Headers;
import java.util.ArrayList;
import java.util.List;

/** The header fields of the request that a response depends on (RFC 9110 §12.5.5). */
final class Vary {
    private Vary() {}

    /** Returns the headers with the field among those that {@code Vary} names, in one line. */
    static Headers on(String field, Headers headers) {
        List<String> lines = headers.all("Vary");
        var names = new ArrayList<String>();
        for (String line : lines) {
            for (String name : line.split(",", -1)) {
                if (!name.isBlank()) {
                    names.add(name.strip());
                }
            }
        }
        if (names.contains("*") || names.stream().anyMatch(field::equalsIgnoreCase)) {
            return headers;
        }
        names.add(field);
        return headers.with("Vary", String.join(", ", names));
    }
}
