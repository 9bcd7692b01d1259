package io.serval.core;

import java.util.List;
import java.util.Map;

/** Binders by hand. */
final class Binders {
    private Binders() {}

    static Binder.OfRoute route(String path, Map<Verb, Handler> handlers) {
        return new Binder.OfRoute() {
            @Override
            public Route route() {
                return describe(path);
            }

            @Override
            public Map<Verb, Handler> bind(Services services) {
                return handlers;
            }
        };
    }

    static Binder.OfMiddleware middleware(String folder, Map<Verb, Middleware> byVerb) {
        return new Binder.OfMiddleware() {
            @Override
            public String folder() {
                return folder;
            }

            @Override
            public Map<Verb, Middleware> bind(Services services) {
                return byVerb;
            }
        };
    }

    static Binder.OfGlobal global(String name, Map<Verb, Middleware> byVerb) {
        return new Binder.OfGlobal() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Map<Verb, Middleware> bind(Services services) {
                return byVerb;
            }
        };
    }

    static Binder.OfError error(String folder, ErrorHandler handler) {
        return new Binder.OfError() {
            @Override
            public String folder() {
                return folder;
            }

            @Override
            public ErrorHandler bind(Services services) {
                return handler;
            }
        };
    }

    static Route describe(String path) {
        return new Route(path, "test.routes" + path.replace('/', '.'), "", List.of());
    }

    static Dispatcher dispatcher(Binder... binders) {
        Dispatcher.Builder builder = Dispatcher.builder();
        for (Binder binder : binders) {
            builder.binder(binder);
        }
        return builder.build(new Services());
    }

    /** A handler that answers with this text. */
    static Handler says(String text) {
        return request -> Response.text(200, text);
    }
}
