package io.serval.middleware;

import io.serval.core.Request;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;

/** Whose bucket a request takes from: the usual keys for {@link RateLimit#withKey}. */
public final class RateLimitKeys {
    private static final int NETWORK_BYTES = 8;

    /**
     * The address of the peer; of IPv6 the first 64 bits, as one client has all the rest. Behind a proxy that is trusted this
     * is the proxy's client; what a client itself says in {@code X-Forwarded-For} counts for nothing.
     */
    public static final Function<Request, String> ADDRESS =
            request -> "address " + network(request.peer().address());

    /** The principal, as set by middleware further outside; for who is anonymous, {@link #ADDRESS}. */
    public static final Function<Request, String> PRINCIPAL =
            request -> request.principal().anonymous()
                    ? ADDRESS.apply(request)
                    : "principal " + request.principal().name();

    private RateLimitKeys() {}

    /**
     * Returns the key that is the value of the header field; without the field, {@link #ADDRESS}. Only for a field that
     * middleware further outside has checked, as an API key: anybody can send another value with each request.
     */
    public static Function<Request, String> header(String name) {
        return request -> {
            Optional<String> value = request.headers().first(name);
            return value.isPresent() ? "header " + value.get() : ADDRESS.apply(request);
        };
    }

    private static String network(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES))
                : address.getHostAddress();
    }
}
