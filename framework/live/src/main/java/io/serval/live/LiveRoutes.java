package io.serval.live;

import io.serval.core.Dispatcher;
import io.serval.core.Operation;
import io.serval.core.Response;
import io.serval.core.Route;
import io.serval.core.Verb;
import io.serval.live.internal.BrowserModule;
import io.serval.live.internal.LiveSocket;
import io.serval.live.internal.Loops;
import java.util.List;
import java.util.Map;

/**
 * The routes that live streams bring along: {@code /_serval/live}, a WebSocket that carries many streams, and {@code
 * /_serval/live.js}, the browser module that speaks on it, with its parts and its declarations in TypeScript.
 */
public final class LiveRoutes {
    private LiveRoutes() {}

    /** Adds the routes to an application that uses the log. Middleware at the root of the tree holds for them too. */
    public static void install(Dispatcher.Builder application, Log log) {
        install(application, log.loops());
    }

    /** As {@link #install(Dispatcher.Builder, Log)}, for an application that has no log. */
    public static void install(Dispatcher.Builder application, LatestTopics topics) {
        install(application, topics.loops());
    }

    private static void install(Dispatcher.Builder application, Loops loops) {
        application.route(
                route("/_serval/live", "Many live streams over one WebSocket."),
                dispatcher -> Map.of(Verb.GET, new LiveSocket(dispatcher, loops)));
        var module = new BrowserModule();
        application.route(
                route("/_serval/live.js", "The browser module for live streams."),
                dispatcher -> Map.of(Verb.GET, module.entry()));
        application.route(
                route("/_serval/live.d.ts", "The declarations of the browser module in TypeScript."),
                dispatcher -> Map.of(Verb.GET, module.types()));
        application.route(
                route("/_serval/live/{fingerprint}/{part}", "A part of the browser module."),
                dispatcher -> Map.of(Verb.GET, module::part));
    }

    private static Route route(String path, String doc) {
        return new Route(
                path,
                LiveRoutes.class.getName(),
                doc,
                List.of(new Operation(Verb.GET, doc, List.of(), Response.class)));
    }
}
