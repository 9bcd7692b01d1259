package io.serval.live;

import io.serval.core.Dispatcher;
import io.serval.core.Handler;
import io.serval.core.Headers;
import io.serval.core.Operation;
import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.core.Route;
import io.serval.core.Verb;
import io.serval.live.internal.LiveSocket;
import io.serval.live.internal.Loops;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The routes that live streams bring along: {@code /_serval/live}, a WebSocket that carries many streams, and {@code
 * /_serval/live.js}, the browser module that speaks on it.
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
        Handler module = browserModule();
        application.route(
                route("/_serval/live.js", "The browser module for live streams."),
                dispatcher -> Map.of(Verb.GET, module));
    }

    private static Route route(String path, String doc) {
        return new Route(
                path,
                LiveRoutes.class.getName(),
                doc,
                List.of(new Operation(Verb.GET, doc, List.of(), Response.class)));
    }

    private static Handler browserModule() {
        byte[] script = resource("browser/live.js");
        String tag = '"' + fingerprint(script) + '"';
        Headers caching = Headers.of("Cache-Control", "no-cache", "ETag", tag);
        Response whole = Response.of(200, "text/javascript; charset=utf-8", script)
                .with("Cache-Control", "no-cache")
                .with("ETag", tag);
        Response unchanged = new Response(304, caching, Response.of(304).content());
        return request -> known(request, tag) ? unchanged : whole;
    }

    private static boolean known(Request request, String tag) {
        return request.headers().all("If-None-Match").stream().anyMatch(tags -> tags.contains(tag));
    }

    private static byte[] resource(String name) {
        try (InputStream stream = LiveRoutes.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("The resource " + name + " is missing from serval-live's jar.");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("The resource " + name + " of serval-live cannot be read.", e);
        }
    }

    private static String fingerprint(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
