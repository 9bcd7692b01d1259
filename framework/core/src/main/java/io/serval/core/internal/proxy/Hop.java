package io.serval.core.internal.proxy;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * What one proxy says of whoever asked it; empty is what it does not say, or not legibly.
 *
 * @param address who asked it
 * @param scheme {@code http} or {@code https}
 * @param host the host that was asked for
 */
public record Hop(Optional<InetAddress> address, Optional<String> scheme, Optional<String> host) {
    /** Returns what {@code X-Forwarded-For}, {@code -Proto} and {@code -Host} say, the nearest proxy first. */
    public static List<Hop> xForwarded(Function<String, List<String>> fields) {
        List<String> addresses = reversed(fields, "X-Forwarded-For");
        List<String> schemes = reversed(fields, "X-Forwarded-Proto");
        List<String> hosts = reversed(fields, "X-Forwarded-Host");
        var hops = new ArrayList<Hop>();
        for (int i = 0; i < Math.max(addresses.size(), Math.max(schemes.size(), hosts.size())); i++) {
            hops.add(new Hop(
                    at(addresses, i).flatMap(Hop::address),
                    at(schemes, i).flatMap(Hop::scheme),
                    at(hosts, i).flatMap(Hop::host)));
        }
        return hops;
    }

    /** Returns what {@code Forwarded} says (RFC 7239 §4), the nearest proxy first. */
    public static List<Hop> forwarded(Function<String, List<String>> fields) {
        return reversed(fields, "Forwarded").stream().map(Hop::element).toList();
    }

    private static Hop element(String element) {
        Optional<InetAddress> address = Optional.empty();
        Optional<String> scheme = Optional.empty();
        Optional<String> host = Optional.empty();
        for (String pair : split(element, ';')) {
            int equals = pair.indexOf('=');
            String value = equals < 0 ? "" : unquoted(pair.substring(equals + 1).strip());
            switch (equals < 0 ? "" : pair.substring(0, equals).strip().toLowerCase(Locale.ROOT)) {
                case "for" -> address = address(value);
                case "proto" -> scheme = scheme(value);
                case "host" -> host = host(value);
                default -> {}
            }
        }
        return new Hop(address, scheme, host);
    }

    private static List<String> reversed(Function<String, List<String>> fields, String name) {
        var elements = new ArrayList<String>();
        fields.apply(name).forEach(value -> elements.addAll(split(value, ',')));
        return elements.reversed();
    }

    /** Splits at what stands outside of quotes (RFC 9110 §5.6.4). */
    private static List<String> split(String text, char separator) {
        var parts = new ArrayList<String>();
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted) {
                i++;
            } else if (c == separator && !quoted) {
                parts.add(text.substring(from, i).strip());
                from = i + 1;
            }
        }
        parts.add(text.substring(from).strip());
        return parts;
    }

    private static String unquoted(String value) {
        return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1")
                : value;
    }

    private static Optional<String> at(List<String> values, int index) {
        return index < values.size() ? Optional.of(values.get(index)) : Optional.empty();
    }

    /** An address, in brackets or not, with or without a port (RFC 7239 §6). */
    private static Optional<InetAddress> address(String text) {
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            return end < 0 ? Optional.empty() : Network.address(text.substring(1, end));
        }
        int colon = text.indexOf(':');
        boolean port = colon >= 0 && colon == text.lastIndexOf(':');
        return Network.address(port ? text.substring(0, colon) : text);
    }

    private static Optional<String> scheme(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.equals("http") || lower.equals("https") ? Optional.of(lower) : Optional.empty();
    }

    private static Optional<String> host(String text) {
        return text.matches("[A-Za-z0-9._-]{1,255}(:[0-9]{1,5})?|\\[[0-9A-Fa-f:.]{2,45}](:[0-9]{1,5})?")
                ? Optional.of(text)
                : Optional.empty();
    }
}
