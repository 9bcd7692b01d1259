package io.serval.netty.internal;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Whether the messages of a WebSocket are compressed, by permessage-deflate (RFC 7692). It is agreed on only in a way that
 * lets neither side remember anything from one message to the next, so that a connection costs nothing between messages, and
 * a message to many is compressed once.
 */
final class Compression {
    private static final String NAME = "permessage-deflate";
    private static final String SERVER_BITS = "server_max_window_bits";
    private static final String ACCEPTED = NAME + "; server_no_context_takeover; client_no_context_takeover";

    /** The only window that the JDK deflates with. */
    private static final String OUR_BITS = "15";

    /** What is shorter fits into a packet as it is. */
    private static final int WORTHWHILE = 512;

    private Compression() {}

    /** Whether to try and compress it. */
    static boolean pays(byte[] message) {
        return message.length >= WORTHWHILE;
    }

    /**
     * Returns what to accept of the extensions that a client offers, as a value of {@code Sec-WebSocket-Extensions}: the
     * first offer that can be met to the letter (RFC 7692 §5.1, §7.1). Those that cannot are declined, and so are other
     * extensions.
     */
    static Optional<String> accept(List<ExtensionOffer> offers) {
        return offers.stream()
                .filter(Compression::canMeet)
                .findFirst()
                .map(offer ->
                        offer.parameters().stream().anyMatch(each -> each.name().equals(SERVER_BITS))
                                ? ACCEPTED + "; " + SERVER_BITS + "=" + OUR_BITS
                                : ACCEPTED);
    }

    private static boolean canMeet(ExtensionOffer offer) {
        var names = new HashSet<String>();
        return offer.name().equals(NAME)
                && offer.parameters().stream().allMatch(each -> names.add(each.name()) && canMeet(each));
    }

    private static boolean canMeet(ExtensionOffer.Parameter parameter) {
        return switch (parameter.name()) {
            case "server_no_context_takeover", "client_no_context_takeover" ->
                parameter.value().isEmpty();
            // We inflate with the largest window, which does for every smaller one.
            case "client_max_window_bits" ->
                parameter.value().isEmpty() || parameter.value().matches("[89]|1[0-5]");
            case SERVER_BITS -> parameter.value().equals(OUR_BITS);
            default -> false;
        };
    }
}
