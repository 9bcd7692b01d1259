package io.serval.core.internal.http;

/** The words of HTTP (RFC 9110 §5.6.2): names of header fields, of methods, of subprotocols. */
public final class Tokens {
    private static final boolean[] IN_TOKEN = inToken();

    private Tokens() {}

    /** Whether the text is a token. */
    public static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= IN_TOKEN.length || !IN_TOKEN[c]) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean[] inToken() {
        var allowed = new boolean[128];
        for (char c = 0; c < allowed.length; c++) {
            allowed[c] = (c >= '0' && c <= '9')
                    || (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
        }
        return allowed;
    }
}
