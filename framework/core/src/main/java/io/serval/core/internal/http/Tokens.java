package io.serval.core.internal.http;

/** The words of HTTP (RFC 9110 §5.6.2): names of header fields, of methods, of subprotocols. */
public final class Tokens {
    private Tokens() {}

    /** Whether the text is a token. */
    public static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(Tokens::inToken);
    }

    private static boolean inToken(int c) {
        return (c >= '0' && c <= '9')
                || (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }
}
