package io.serval.core.internal.dispatch;

import io.serval.core.Handler;
import io.serval.core.Middleware;
import io.serval.core.Request;
import io.serval.core.Response;
import java.util.ArrayList;
import java.util.List;

/** Middleware of which the first that does not fail before it calls next decides. */
public final class Alternatives implements Middleware {
    private final List<Layer> layers;

    /** Creates the middleware; there must be one at least. */
    public Alternatives(List<Middleware> inOrder) {
        layers = inOrder.stream().map(Layer::of).toList();
    }

    @Override
    public Response handle(Request request, Handler next) throws Exception {
        var failures = new ArrayList<Exception>();
        for (Layer layer : layers) {
            var once = new Next(next, layer.name());
            try {
                return layer.handle(request, once);
            } catch (Exception e) {
                if (once.called()) {
                    throw e;
                }
                failures.add(e);
                if (request.scope().cancelled()) {
                    break;
                }
            }
        }
        throw firstOf(failures);
    }

    private static Exception firstOf(List<Exception> failures) {
        Exception first = failures.getFirst();
        // An exception that is kept and thrown again cannot suppress itself.
        failures.stream().filter(other -> other != first).forEach(first::addSuppressed);
        return first;
    }
}
