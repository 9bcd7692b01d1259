package io.serval.middleware;

import io.serval.core.Peer;

/** The cookie of sessions: its name and its attributes. */
record SessionCookie(String plainName, boolean strict, boolean plaintext) {
    static final SessionCookie DEFAULT = new SessionCookie("session", false, false);

    SessionCookie {
        if (!plainName.matches("[A-Za-z0-9_-]+")) {
            throw new IllegalArgumentException(
                    "The name of a cookie consists of letters, digits, '-' and '_', unlike '" + plainName + "'.");
        }
    }

    SessionCookie withName(String other) {
        return new SessionCookie(other, strict, plaintext);
    }

    SessionCookie withStrict() {
        return new SessionCookie(plainName, true, plaintext);
    }

    SessionCookie withPlaintext() {
        return new SessionCookie(plainName, strict, true);
    }

    String name(Peer peer) {
        return peer.secure() ? "__Host-" + plainName : plainName;
    }

    boolean allowed(Peer peer) {
        return plaintext || Confidential.to(peer);
    }

    void checkAllowed(Peer peer) {
        if (!allowed(peer)) {
            throw new IllegalStateException("A session cannot begin at " + peer.origin()
                    + " without TLS: everybody between would see its cookie. Serve TLS, name the proxy that does in the"
                    + " trusted proxies, or allow it with Sessions.withPlaintext().");
        }
    }

    String of(String value, Peer peer) {
        return name(peer) + "=" + value + attributes(peer);
    }

    String ended(Peer peer) {
        return name(peer) + "=; Max-Age=0" + attributes(peer);
    }

    private String attributes(Peer peer) {
        return "; Path=/; HttpOnly; SameSite=" + (strict ? "Strict" : "Lax") + (peer.secure() ? "; Secure" : "");
    }
}
