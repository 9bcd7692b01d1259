package io.serval.core;

import java.util.ArrayList;
import java.util.List;

/** Reads the cookies that a client sent back (RFC 6265 §4.2). */
public final class Cookies {
    private Cookies() {}

    /**
     * Returns the values of the cookie, in the order that the client sent: the one with the longest path comes first (RFC
     * 6265 §5.4). Names are case-sensitive; quotes around a value are no part of it; what is no pair is passed over.
     */
    public static List<String> values(Headers headers, String name) {
        var values = new ArrayList<String>(1);
        for (String field : headers.all("Cookie")) {
            for (String pair : field.split(";", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0 && pair.substring(0, equals).strip().equals(name)) {
                    values.add(unquoted(pair.substring(equals + 1).strip()));
                }
            }
        }
        return values;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
