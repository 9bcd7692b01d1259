package io.serval.middleware;

/** Why a token is refused, in the characters of RFC 6750 §3 and without anything of the token itself. */
final class BadToken extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;

    BadToken(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
