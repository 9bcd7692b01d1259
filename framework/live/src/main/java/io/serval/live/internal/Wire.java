package io.serval.live.internal;

import io.serval.core.Headers;
import io.serval.core.Json;
import io.serval.core.Problem;
import io.serval.core.ProblemException;
import io.serval.core.Request;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How a client wants a stream (RFC 9110 §12.5.1). */
enum Wire {
    PAGE,
    EVENTS,
    WEBSOCKET;

    static final String EVENT_STREAM = "text/event-stream";

    /**
     * Returns what the request asks for; a page if it leaves the choice.
     *
     * @throws ProblemException 406 if it accepts nothing that there is
     */
    static Wire of(Request request) {
        if (upgrades(request)) {
            return WEBSOCKET;
        }
        String accept = String.join(",", request.headers().all("Accept"));
        if (accept.isBlank()) {
            return PAGE;
        }
        double page = quality(accept, Json.MEDIA_TYPE);
        double events = quality(accept, EVENT_STREAM);
        if (page <= 0 && events <= 0) {
            throw new ProblemException(
                    Problem.of(
                            406,
                            "This is a live stream: it comes as " + Json.MEDIA_TYPE + ", as " + EVENT_STREAM
                                    + " or over a WebSocket, but not as '" + accept + "'."),
                    Headers.of("Vary", "Accept"));
        }
        return page >= events ? PAGE : EVENTS;
    }

    /** Whether the request wants to become a WebSocket (RFC 6455 §4.1). */
    static boolean upgrades(Request request) {
        return request.method().equals("GET")
                && request.headers().all("Upgrade").stream()
                        .flatMap(value -> Arrays.stream(value.split(",", -1)))
                        .anyMatch(protocol -> protocol.strip().equalsIgnoreCase("websocket"));
    }

    /** The weight of the most specific range that fits the type; 0 if none does. */
    private static double quality(String accept, String type) {
        List<String> ranges = List.of("*/*", type.substring(0, type.indexOf('/')) + "/*", type);
        int specific = -1;
        double quality = 0;
        for (String part : accept.split(",", -1)) {
            String[] parameters = part.split(";", -1);
            int fit = ranges.indexOf(parameters[0].strip().toLowerCase(Locale.ROOT));
            if (fit > specific) {
                specific = fit;
                quality = weight(parameters);
            }
        }
        return quality;
    }

    private static double weight(String[] parameters) {
        for (int i = 1; i < parameters.length; i++) {
            String parameter = parameters[i].strip().toLowerCase(Locale.ROOT);
            if (parameter.startsWith("q=")) {
                try {
                    return Double.parseDouble(parameter.substring(2));
                } catch (NumberFormatException e) {
                    return 0; // A weight that is none asks for nothing.
                }
            }
        }
        return 1;
    }
}
