package io.serval.core.internal.dispatch;

import io.serval.core.Handler;
import io.serval.core.Verb;
import io.serval.core.internal.path.PathTemplate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
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
     * Whether a request passed on by more specific paths is answered here. {@code OPTIONS} asks for the verbs of the path,
     * so only a handler of its own answers it.
     */
    public boolean answers(String method) {
        return method.equals("OPTIONS")
                ? handlers.containsKey(Verb.OPTIONS)
                : Verbs.pick(handlers, method).isPresent();
    }
}
