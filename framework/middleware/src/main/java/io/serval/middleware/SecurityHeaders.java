package io.serval.middleware;

import io.serval.core.Handler;
import io.serval.core.Headers;
import io.serval.core.Middleware;
import io.serval.core.Request;
import io.serval.core.Response;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Tells browsers to take no liberties with responses. A field that a response has already is kept, so a route can be more
 * or less strict for itself. Errors get the fields too.
 *
 * @param always on every response
 * @param documents besides, on what a browser may show as a page: HTML, SVG, XML
 * @param secure besides, on what came through TLS (RFC 6797 §7.2 forbids {@code Strict-Transport-Security} elsewhere)
 */
public record SecurityHeaders(Headers always, Headers documents, Headers secure) implements Middleware {
    private static final Set<String> DOCUMENTS =
            Set.of("text/html", "application/xhtml+xml", "image/svg+xml", "application/xml", "text/xml");

    private static final SecurityHeaders DEFAULTS = new SecurityHeaders(
            Headers.of(
                    "X-Content-Type-Options", "nosniff",
                    "Referrer-Policy", "strict-origin-when-cross-origin",
                    "X-Frame-Options", "DENY",
                    "Cross-Origin-Resource-Policy", "same-origin"),
            Headers.of(
                    "Content-Security-Policy",
                    "default-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'",
                    "Cross-Origin-Opener-Policy",
                    "same-origin",
                    "Permissions-Policy",
                    "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
            Headers.of("Strict-Transport-Security", "max-age=31536000"));

    /**
     * The defaults: types are not guessed; a page of this site runs and loads nothing of others and nothing inline, is not
     * framed, shares no window with others and asks for no camera and the like; other sites cannot embed what is here and
     * learn no paths; and for a year the browser comes back through TLS only, subdomains aside.
     */
    public static SecurityHeaders defaults() {
        return DEFAULTS;
    }

    /** Returns these with another value of the field, where it is; a field that is nowhere goes on every response. */
    public SecurityHeaders with(String name, String value) {
        if (documents.contains(name)) {
            return new SecurityHeaders(always, documents.with(name, value), secure);
        }
        if (secure.contains(name)) {
            return new SecurityHeaders(always, documents, secure.with(name, value));
        }
        return new SecurityHeaders(always.with(name, value), documents, secure);
    }

    /** Returns these without the field. */
    public SecurityHeaders without(String name) {
        Set<String> left = Set.of(name);
        return new SecurityHeaders(always.without(left), documents.without(left), secure.without(left));
    }

    @Override
    public Response handle(Request request, Handler next) throws Exception {
        boolean encrypted = request.peer().secure();
        return Outgoing.changed(request, next, fields -> {
            Headers complete = missing(always, fields);
            complete = document(fields) ? missing(documents, complete) : complete;
            return encrypted ? missing(secure, complete) : complete;
        });
    }

    private static boolean document(Headers fields) {
        return fields.first("Content-Type")
                .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .filter(DOCUMENTS::contains)
                .isPresent();
    }

    private static Headers missing(Headers wanted, Headers present) {
        var names = new HashSet<String>();
        wanted.forEach((name, value) -> {
            if (present.contains(name)) {
                names.add(name);
            }
        });
        return present.followedBy(wanted.without(names));
    }
}
