package io.serval.netty.internal;

/**
 * The host and port that a request is for (RFC 9110 §7.2). Names are those that hosts have; that a URI's host may hold
 * more, a comma for one (RFC 3986 §3.2.2), only helps to make two recipients see two hosts.
 */
final class Authority {
    private static final int MAX_PORT_DIGITS = 5;

    private Authority() {}

    /** Whether it can be; an empty one cannot (RFC 9110 §4.2.1). */
    static boolean isValid(String authority) {
        int host = authority.startsWith("[") ? address(authority) : name(authority);
        return host > 0 && (host == authority.length() || isPort(authority, host));
    }

    private static int name(String authority) {
        int at = 0;
        while (at < authority.length() && isOfName(authority.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Returns the index behind an IPv6 address in its brackets, 0 if there is none. */
    private static int address(String authority) {
        int at = 1;
        while (at < authority.length() && isOfAddress(authority.charAt(at))) {
            at++;
        }
        return at > 1 && at < authority.length() && authority.charAt(at) == ']' ? at + 1 : 0;
    }

    private static boolean isPort(String authority, int colon) {
        int digits = authority.length() - colon - 1;
        if (authority.charAt(colon) != ':' || digits > MAX_PORT_DIGITS) {
            return false;
        }
        for (int at = colon + 1; at < authority.length(); at++) {
            if (authority.charAt(at) < '0' || authority.charAt(at) > '9') {
                return false;
            }
        }
        return true;
    }

    private static boolean isOfName(char c) {
        return isDigit(c) || ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ".-_~%".indexOf(c) >= 0;
    }

    private static boolean isOfAddress(char c) {
        return isDigit(c) || ('a' <= c && c <= 'f') || ('A' <= c && c <= 'F') || c == ':' || c == '.';
    }

    private static boolean isDigit(char c) {
        return '0' <= c && c <= '9';
    }
}
