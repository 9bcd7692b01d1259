package io.serval.core.internal;

import io.serval.core.Content;
import io.serval.core.Headers;
import io.serval.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Serves the {@code public/} folder of an application's resources. */
public final class PublicFiles {
    private static final Map<String, String> MEDIA_TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("map", "application/json"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("xml", "application/xml"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("gif", "image/gif"),
            Map.entry("webp", "image/webp"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("wasm", "application/wasm"),
            Map.entry("woff2", "font/woff2"));

    private final ClassLoader loader;

    /** Creates the view of the {@code public/} folder that the class loader sees. */
    public PublicFiles(ClassLoader loader) {
        this.loader = loader;
    }

    /** Returns the file at the decoded segments, or the {@code index.html} of the folder there. */
    public Optional<Response> find(List<String> segments) throws IOException {
        if (!segments.stream().allMatch(PublicFiles::harmless)) {
            return Optional.empty();
        }
        String path = segments.isEmpty() ? "public" : "public/" + String.join("/", segments);
        Optional<Response> file = read(path);
        return file.isPresent() ? file : read(path + "/index.html");
    }

    /** A decoded segment can hold anything, a slash too; no file's name does. */
    private static boolean harmless(String segment) {
        boolean hidden = segment.startsWith(".") && !segment.equals(".well-known");
        return !hidden && segment.chars().noneMatch(c -> c == '/' || c == '\\' || c == ':' || c < ' ');
    }

    private Optional<Response> read(String resource) throws IOException {
        URL url = loader.getResource(resource);
        if (url == null || folder(url)) {
            return Optional.empty();
        }
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false);
        try (InputStream in = connection.getInputStream()) {
            return Optional.of(new Response(
                    200,
                    Headers.of("Content-Type", mediaType(resource), "Cache-Control", "no-cache"),
                    new Content.Bytes(in.readAllBytes())));
        }
    }

    private static boolean folder(URL url) throws IOException {
        try {
            return switch (url.getProtocol()) {
                case "file" -> !Files.isRegularFile(Path.of(url.toURI()));
                case "jar" ->
                    url.openConnection() instanceof JarURLConnection jar
                            && jar.getJarEntry().isDirectory();
                default -> false;
            };
        } catch (URISyntaxException e) {
            throw new IOException("The class path holds an address that is none: " + url, e);
        }
    }

    private static String mediaType(String resource) {
        String ending = resource.substring(resource.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return MEDIA_TYPES.getOrDefault(ending, "application/octet-stream");
    }
}
