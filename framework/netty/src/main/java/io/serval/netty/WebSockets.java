package io.serval.netty;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rules for WebSockets.
 *
 * @param origins whose pages may open one, beside those of the server's own host: origins as browsers write them, as in
 *     {@code https://app.example:8443} (RFC 6454 §6.2). A browser lets any page open a WebSocket anywhere, with the cookies
 *     of the place; pages of other origins get a 403
 * @param compression whether messages are compressed for clients that offer it (permessage-deflate, RFC 7692). Neither side
 *     then remembers anything from one message to the next, so a connection costs nothing between messages, and a {@link
 *     io.serval.core.SharedMessage} is compressed once. What is shorter than 512 bytes is sent as it is
 */
public record WebSockets(Set<String> origins, boolean compression) {
    /**
     * Checks the origins.
     *
     * @throws IllegalArgumentException for one that is none
     */
    public WebSockets {
        origins = origins.stream().map(WebSockets::checked).collect(Collectors.toUnmodifiableSet());
    }

    /** Pages of the server's own host only, and no compression. */
    public static WebSockets defaults() {
        return new WebSockets(Set.of(), false);
    }

    /** Returns these rules with pages of these origins allowed. */
    public WebSockets withOrigins(String... allowed) {
        return new WebSockets(Set.of(allowed), compression);
    }

    /** Returns these rules with or without compression. Of secrets beside what others write, it gives away the length. */
    public WebSockets withCompression(boolean on) {
        return new WebSockets(origins, on);
    }

    /** Whether pages of this origin, which is not the server's own, may open a WebSocket. */
    public boolean allows(String origin) {
        return origins.contains(origin.toLowerCase(Locale.ROOT));
    }

    private static String checked(String origin) {
        String lower = origin.toLowerCase(Locale.ROOT);
        try {
            URI uri = URI.create(lower);
            if (uri.getHost() != null && lower.equals(uri.getScheme() + "://" + uri.getRawAuthority())) {
                return lower;
            }
        } catch (IllegalArgumentException e) {
            throw notOne(origin, e);
        }
        throw notOne(origin, null);
    }

    private static IllegalArgumentException notOne(String origin, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "'" + origin
                        + "' is no origin. Expected scheme, host and, if need be, port, as in https://app.example.",
                cause);
    }
}
