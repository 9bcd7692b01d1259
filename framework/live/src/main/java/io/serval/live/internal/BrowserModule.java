package io.serval.live.internal;

import io.serval.core.Content;
import io.serval.core.Handler;
import io.serval.core.Headers;
import io.serval.core.Problem;
import io.serval.core.Request;
import io.serval.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The files of the browser module, served as they are in the jar. The entry imports its parts from the folder {@code
 * live}; what is served says {@code live/FINGERPRINT} there, so that a browser keeps the parts for good and asks for the
 * entry alone whether it has changed.
 */
public final class BrowserModule {
    private static final String JAVASCRIPT = "text/javascript; charset=utf-8";
    private static final String FOLDER = "live/";
    /** Named, as a jar has no folders to list; a test holds the list to the resources. */
    private static final List<String> PARTS = List.of(
            "backoff.js",
            "changes.js",
            "client.js",
            "connection.js",
            "environment.js",
            "latest-values.js",
            "live-state.js",
            "page-life.js",
            "position.js",
            "probe.js",
            "problem.js",
            "socket-line.js",
            "sse-line.js",
            "sse-reader.js",
            "stream.js",
            "subscription.js",
            "types.js",
            "watchdog.js");

    private final Map<String, byte[]> parts = new HashMap<>();
    private final String fingerprint;
    private final Handler entry;
    private final Handler types;

    /** Reads the files. */
    public BrowserModule() {
        MessageDigest all = sha256();
        for (String part : PARTS) {
            byte[] script = resource(FOLDER + part);
            all.update(script);
            parts.put(part, script);
        }
        fingerprint = fingerprint(all);
        String script = new String(resource("live.js"), StandardCharsets.UTF_8);
        String fixed = script.replace("'./" + FOLDER, "'./" + FOLDER + fingerprint + "/");
        entry = revalidated(JAVASCRIPT, fixed.getBytes(StandardCharsets.UTF_8));
        types = revalidated("text/plain; charset=utf-8", resource("live.d.ts"));
    }

    /** The module that a page imports. */
    public Handler entry() {
        return entry;
    }

    /** Its declarations in TypeScript. */
    public Handler types() {
        return types;
    }

    /**
     * A part of it, at the path {@code {fingerprint}/{part}}. One of another version is given as it is here, not to be kept:
     * while a new version of an application spreads over its nodes, a page may have its entry from another node.
     */
    public Response part(Request request) {
        String part = request.pathValues("part").getFirst();
        byte[] script = parts.get(part);
        if (script == null) {
            return Problem.of(404, "The browser module has no part of that name: " + part + ".")
                    .toResponse();
        }
        boolean same = request.pathValues("fingerprint").getFirst().equals(fingerprint);
        return Response.of(200, JAVASCRIPT, script)
                .with("Cache-Control", same ? "public, max-age=31536000, immutable" : "no-store");
    }

    private static Handler revalidated(String mediaType, byte[] bytes) {
        MessageDigest digest = sha256();
        digest.update(bytes);
        String tag = '"' + fingerprint(digest) + '"';
        Headers caching = Headers.of("Cache-Control", "no-cache", "ETag", tag);
        Response whole = Response.of(200, mediaType, bytes)
                .with("Cache-Control", "no-cache")
                .with("ETag", tag);
        Response unchanged = new Response(304, caching, Content.NONE);
        return request -> known(request, tag) ? unchanged : whole;
    }

    private static boolean known(Request request, String tag) {
        return request.headers().all("If-None-Match").stream().anyMatch(tags -> tags.contains(tag));
    }

    private static byte[] resource(String name) {
        try (InputStream stream = BrowserModule.class.getResourceAsStream("/io/serval/live/browser/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("The resource " + name + " is missing from serval-live's jar.");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("The resource " + name + " of serval-live cannot be read.", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    private static String fingerprint(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
    }
}
