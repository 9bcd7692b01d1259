package io.serval.middleware;

import io.serval.core.Peer;
import java.util.Locale;
import java.util.Set;

/** Tells whether a secret may be exchanged with a client. */
final class Confidential {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private Confidential() {}

    /**
     * Whether nobody listens between: TLS, or this machine. Behind a proxy that is not trusted everybody comes from this
     * machine, so that the host must be too.
     */
    static boolean to(Peer peer) {
        return peer.secure() || (peer.address().isLoopbackAddress() && loopback(peer.host()));
    }

    /** Whether the host, with or without a port, is this machine. */
    static boolean loopback(String host) {
        int colon = host.lastIndexOf(':');
        boolean port = colon > host.lastIndexOf(']');
        String name = (port && colon >= 0 ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
        return LOOPBACK.contains(name) || name.endsWith(".localhost");
    }
}
