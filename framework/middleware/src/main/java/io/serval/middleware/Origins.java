package io.serval.middleware;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Origins as browsers write them (RFC 6454 §6.2). */
final class Origins {
    private static final String EXAMPLE = "https://app.example";

    private Origins() {}

    /**
     * Does nothing if a browser could send the origin: anything else would never be equal to what one sends.
     *
     * @throws IllegalArgumentException with what is to be written in its place
     */
    static void check(String origin) {
        if (origin.equals("null")) {
            return;
        }
        if (origin.contains("*")) {
            throw new IllegalArgumentException(
                    "Not an origin: '" + origin
                            + "'. Origins are listed one by one, as 'https://app.example'; any may come after Cors.anyOrigin().");
        }
        String written = written(origin);
        if (!written.equals(origin)) {
            throw new IllegalArgumentException("Not an origin as browsers send it: '" + origin
                    + "'. It has a scheme, a host in lower case and in ASCII (xn--…), a port if it is not the usual one,"
                    + " and nothing after it: '" + written + "'.");
        }
    }

    private static String written(String origin) {
        try {
            var uri = new URI(origin);
            if (uri.getScheme() == null || uri.getHost() == null) {
                return EXAMPLE;
            }
            String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            String host = uri.getHost().toLowerCase(Locale.ROOT);
            boolean usual = uri.getPort() < 0
                    || (scheme.equals("https") && uri.getPort() == 443)
                    || (scheme.equals("http") && uri.getPort() == 80);
            return scheme + "://" + host + (usual ? "" : ":" + uri.getPort());
        } catch (URISyntaxException e) {
            return EXAMPLE;
        }
    }
}
