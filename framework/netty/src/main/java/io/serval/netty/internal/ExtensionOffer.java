package io.serval.netty.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An extension that a client offers for its WebSocket (RFC 6455 §9.1).
 *
 * @param name in lower case
 * @param parameters in the order in which they were sent
 */
record ExtensionOffer(String name, List<Parameter> parameters) {
    /**
     * A parameter.
     *
     * @param name in lower case
     * @param value empty if it has none
     */
    record Parameter(String name, String value) {}

    /**
     * Reads the header fields {@code Sec-WebSocket-Extensions}: all offers, those that the client prefers first.
     *
     * @throws IllegalArgumentException for what is no list of extensions
     */
    static List<ExtensionOffer> parse(List<String> fields) {
        var offers = new ArrayList<ExtensionOffer>();
        for (String field : fields) {
            new Reader(field).readTo(offers);
        }
        return List.copyOf(offers);
    }

    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        void readTo(List<ExtensionOffer> offers) {
            do {
                skipSpace();
                // A list may hold nothing between two commas (RFC 9110 §5.6.1.2).
                if (at < text.length() && text.charAt(at) != ',') {
                    offers.add(offer());
                }
            } while (takes(','));
            if (at < text.length()) {
                throw malformed();
            }
        }

        private ExtensionOffer offer() {
            String name = token();
            var parameters = new ArrayList<Parameter>();
            while (takes(';')) {
                String parameter = token();
                parameters.add(new Parameter(parameter, takes('=') ? value() : ""));
            }
            return new ExtensionOffer(name, List.copyOf(parameters));
        }

        /** What is quoted must be a token, too (RFC 6455 §9.1). */
        private String value() {
            if (!takes('"')) {
                return token();
            }
            String value = token();
            if (!takes('"')) {
                throw malformed();
            }
            return value;
        }

        private String token() {
            skipSpace();
            int from = at;
            while (at < text.length() && Syntax.isToken((byte) text.charAt(at)) && text.charAt(at) < 0x80) {
                at++;
            }
            if (at == from) {
                throw malformed();
            }
            return text.substring(from, at).toLowerCase(Locale.ROOT);
        }

        private boolean takes(char wanted) {
            skipSpace();
            boolean there = at < text.length() && text.charAt(at) == wanted;
            at += there ? 1 : 0;
            return there;
        }

        private void skipSpace() {
            while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
                at++;
            }
        }

        private IllegalArgumentException malformed() {
            return new IllegalArgumentException(
                    "Sec-WebSocket-Extensions is a list such as 'permessage-deflate; client_max_window_bits', not '"
                            + text + "'.");
        }
    }
}
