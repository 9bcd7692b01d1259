package io.serval.core.internal.dispatch;

import io.serval.core.Handler;
import io.serval.core.Request;
import io.serval.core.Upgrade;
import io.serval.core.Verb;
import io.serval.core.internal.path.PathTemplate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What answers at a path: the handlers of one route, or of several that share it with different verbs.
 *
 * @param template the path of the route, of the first one if there are several
 * @param path the template's text
 */
public record Endpoint(PathTemplate template, String path, Map<Verb, Handler> handlers) {
    /** Copies the handlers. */
    public Endpoint {
        handlers = handlers.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(handlers));
    }

    /** Returns the endpoint of a route. */
    public static Endpoint of(PathTemplate template, Map<Verb, Handler> handlers) {
        return new Endpoint(template, template.text(), handlers);
    }

    /** Returns the endpoint of both; where both have a handler, this one's stays. */
    public Endpoint and(Endpoint other) {
        var all = new EnumMap<Verb, Handler>(Verb.class);
        all.putAll(other.handlers);
        all.putAll(handlers);
        return new Endpoint(template, path, all);
    }

    /** The verbs that have a handler. */
    public Set<Verb> verbs() {
        return handlers.keySet();
    }

    /**
     * Returns the handler of the request; empty if it is not possible here. What asks for a WebSocket goes to {@code ws},
     * and so does a GET that nothing else answers: it learns there what it lacks.
     */
    public Optional<Handler> handler(Request request) {
        if (opensSocket(request)) {
            return Optional.ofNullable(handlers.get(Verb.WS));
        }
        Optional<Handler> usual = Verbs.pick(handlers, request.method());
        return usual.isPresent() || !request.method().equals("GET")
                ? usual
                : Optional.ofNullable(handlers.get(Verb.WS));
    }

    /**
     * Whether a request passed on by more specific paths is answered here. {@code OPTIONS} asks for the verbs of the path,
     * so only a handler of its own answers it; and a plain GET is passed on by a {@code ws}.
     */
    public boolean answers(Request request) {
        return request.method().equals("OPTIONS")
                ? handlers.containsKey(Verb.OPTIONS)
                : opensSocket(request) || Verbs.pick(handlers, request.method()).isPresent();
    }

    private boolean opensSocket(Request request) {
        return handlers.containsKey(Verb.WS) && Upgrade.requested(request);
    }
}
