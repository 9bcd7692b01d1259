package io.serval.core.internal.proxy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An IP network, in CIDR notation (RFC 4632). */
public final class Network {
    private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1");
    private static final List<String> PRIVATE =
            List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fe80::/10", "127.0.0.0/8", "::1");

    private final byte[] prefix;
    private final int bits;

    private Network(byte[] prefix, int bits) {
        this.prefix = prefix;
        this.bits = bits;
    }

    /**
     * Returns the networks of the texts.
     *
     * @throws IllegalArgumentException naming what is no network
     */
    public static List<Network> all(List<String> texts) {
        var networks = new ArrayList<Network>();
        for (String text : texts) {
            switch (text) {
                case "loopback" -> LOOPBACK.forEach(each -> networks.add(parse(each)));
                case "private" -> PRIVATE.forEach(each -> networks.add(parse(each)));
                default -> networks.add(parse(text));
            }
        }
        return List.copyOf(networks);
    }

    /** Whether the address lies in the network. */
    public boolean holds(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != prefix.length) {
            return false;
        }
        for (int i = 0; i * 8 < bits; i++) {
            int mask = 0xff << Math.max(0, 8 - (bits - i * 8));
            if (((bytes[i] ^ prefix[i]) & mask & 0xff) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Returns the address that is written there; never asks a name server. */
    static Optional<InetAddress> address(String text) {
        // Other forms of IPv4, as 2130706433 and 127.1, are not what a proxy writes.
        boolean four = text.chars().filter(c -> c == '.').count() == 3;
        boolean six = text.indexOf(':') >= 0 && text.indexOf('%') < 0;
        if (!four && !six) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Network parse(String text) {
        int slash = text.indexOf('/');
        Optional<InetAddress> address = address(slash < 0 ? text : text.substring(0, slash));
        if (address.isPresent()) {
            byte[] prefix = address.get().getAddress();
            int most = prefix.length * 8;
            int bits = slash < 0 ? most : bits(text.substring(slash + 1));
            // An IPv4 address within IPv6 is read as the IPv4 address, so its count of bits would be another.
            boolean mapped = text.indexOf(':') >= 0 && !(address.get() instanceof Inet6Address);
            if (bits >= 0 && bits <= most && !mapped) {
                return new Network(prefix, bits);
            }
        }
        throw new IllegalArgumentException("'" + text
                + "' is neither an address (192.0.2.7) nor a network (10.0.0.0/8)," + " nor 'loopback' or 'private'.");
    }

    private static int bits(String text) {
        return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
    }
}
