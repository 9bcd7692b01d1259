package io.serval.core;

import io.serval.core.internal.proxy.Hop;
import io.serval.core.internal.proxy.Network;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The proxies whose word counts about who their client is. A request that comes straight from one of these networks is
 * taken for that of the proxy's client: header fields name it and say how it asked. From anywhere else these fields mean
 * nothing, as any client can send them.
 *
 * <p>Read is either {@code X-Forwarded-For}, {@code -Proto} and {@code -Host}, or {@code Forwarded} (RFC 7239), never both:
 * a proxy that sets one passes on the other as its client wrote it. Of several addresses the right-most that is not a
 * trusted proxy is the client; what stands left of it anybody may have written. Every proxy must set, or take away, all the
 * fields of its kind.
 *
 * <p>Immutable, for use by many threads.
 */
public final class TrustedProxies {
    /** Nobody is trusted. */
    public static final TrustedProxies NONE = new TrustedProxies(List.of(), false);

    private final List<Network> networks;
    private final boolean standard;

    private TrustedProxies(List<Network> networks, boolean standard) {
        this.networks = networks;
        this.standard = standard;
    }

    /**
     * Returns proxies that say {@code X-Forwarded-For}.
     *
     * @param networks addresses ({@code 192.0.2.7}) and networks ({@code 10.0.0.0/8}, {@code fd00::/8}); {@code loopback}
     *     and {@code private} stand for those of RFC 1918, RFC 4193 and this machine
     * @throws IllegalArgumentException naming what is neither
     */
    public static TrustedProxies of(String... networks) {
        return new TrustedProxies(Network.all(List.of(networks)), false);
    }

    /** Returns the same networks, with proxies that say {@code Forwarded} (RFC 7239) in place of {@code X-Forwarded-For}. */
    public TrustedProxies withForwarded() {
        return new TrustedProxies(networks, true);
    }

    /** Whether somebody is trusted. */
    public boolean any() {
        return !networks.isEmpty();
    }

    /**
     * Returns who asked: the connection's peer, or the client of a trusted proxy there.
     *
     * @param peer who is at the other end of the connection
     * @param fields all values of a header field by its name, as of {@link Headers#all}
     */
    public Peer client(Peer peer, Function<String, List<String>> fields) {
        if (!trusts(peer.address())) {
            return peer;
        }
        Peer client = peer;
        for (Hop hop : standard ? Hop.forwarded(fields) : Hop.xForwarded(fields)) {
            Optional<InetAddress> address = hop.address();
            client = new Peer(
                    address.orElse(client.address()),
                    hop.scheme().orElse(client.scheme()),
                    hop.host().orElse(client.host()),
                    client.protocol(),
                    client.webSockets());
            if (address.isEmpty() || !trusts(address.get())) {
                break;
            }
        }
        return client;
    }

    private boolean trusts(InetAddress address) {
        for (Network network : networks) {
            if (network.holds(address)) {
                return true;
            }
        }
        return false;
    }
}
