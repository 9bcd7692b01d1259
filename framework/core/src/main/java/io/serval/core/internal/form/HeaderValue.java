package io.serval.core.internal.form;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A header's value with parameters, as those of {@code Content-Type} and {@code Content-Disposition} (RFC 9110 §5.6.6).
 *
 * @param value what stands before the first semicolon, in lower case
 * @param parameters by name in lower case; the first of a name
 */
public record HeaderValue(String value, Map<String, String> parameters) {
    /** Reads the value; what is no parameter is passed over. */
    public static HeaderValue parse(String text) {
        int end = endOf(text, 0, ';');
        var parameters = new HashMap<String, String>();
        for (int start = end + 1; start < text.length(); start = end + 1) {
            end = endOf(text, start, ';');
            String parameter = text.substring(start, end);
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                String name = parameter.substring(0, equals).strip().toLowerCase(Locale.ROOT);
                parameters.putIfAbsent(
                        name, unquoted(parameter.substring(equals + 1).strip()));
            }
        }
        String value = text.substring(0, endOf(text, 0, ';')).strip().toLowerCase(Locale.ROOT);
        return new HeaderValue(value, Map.copyOf(parameters));
    }

    /** Returns the items of a list (RFC 9110 §5.6.1), which may be empty. */
    public static List<String> items(String list) {
        var items = new ArrayList<String>();
        for (int start = 0, end; start < list.length(); start = end + 1) {
            end = endOf(list, start, ',');
            String item = list.substring(start, end).strip();
            if (!item.isEmpty()) {
                items.add(item);
            }
        }
        return items;
    }

    /** Returns the value of the parameter. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** The next delimiter outside of quotes. */
    private static int endOf(String text, int start, char delimiter) {
        boolean quoted = false;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' && !(quoted && text.charAt(i - 1) == '\\')) {
                quoted = !quoted;
            } else if (c == delimiter && !quoted) {
                return i;
            }
        }
        return text.length();
    }

    /** Only quotes are taken as escaped: old browsers send the paths of Windows with single backslashes. */
    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1).replace("\\\"", "\"") : value;
    }
}
