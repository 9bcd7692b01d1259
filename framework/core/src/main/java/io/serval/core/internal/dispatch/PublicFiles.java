package io.serval.core.internal.dispatch;

import io.serval.core.Content;
import io.serval.core.Handler;
import io.serval.core.Headers;
import io.serval.core.Problem;
import io.serval.core.ProblemException;
import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.core.StartupException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Serves the {@code public/} folder of an application's resources. The files are listed once, so that a request costs one
 * look-up in memory and can reach nothing else.
 */
public final class PublicFiles {
    private static final String FOLDER = "public";

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

    /** The resources by the segments of their addresses: what is not listed here is not there. */
    private final Map<List<String>, String> resources = new HashMap<>();

    /**
     * Creates the view of the {@code public/} folders that the class loader sees, as they are now.
     *
     * @throws StartupException if one cannot be listed
     */
    public PublicFiles(ClassLoader loader) {
        this.loader = loader;
        try {
            for (URL folder : Collections.list(loader.getResources(FOLDER))) {
                list(folder);
            }
        } catch (IOException | URISyntaxException e) {
            throw new StartupException("Cannot list the files of " + FOLDER + "/: " + e.getMessage(), e);
        }
    }

    /** Returns what serves the file at the decoded segments, or the {@code index.html} of the folder there. */
    public Optional<Handler> find(List<String> segments) {
        return Optional.ofNullable(resources.get(segments)).map(resource -> request -> read(resource, request));
    }

    private void list(URL folder) throws IOException, URISyntaxException {
        if (folder.openConnection() instanceof JarURLConnection jar) {
            try (FileSystem files =
                    FileSystems.newFileSystem(Path.of(jar.getJarFileURL().toURI()))) {
                list(files.getPath(FOLDER));
            }
        } else {
            list(Path.of(folder.toURI()));
        }
    }

    /** Links are not followed, as they can lead anywhere. */
    private void list(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(each -> Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                List<String> address = new ArrayList<>();
                folder.relativize(file).forEach(name -> address.add(name.toString()));
                if (address.stream().noneMatch(PublicFiles::hidden)) {
                    add(List.copyOf(address));
                }
            }
        }
    }

    private void add(List<String> address) {
        String resource = FOLDER + "/" + String.join("/", address);
        resources.put(address, resource);
        if (address.getLast().equals("index.html")) {
            resources.put(address.subList(0, address.size() - 1), resource);
        }
    }

    private static boolean hidden(String name) {
        return name.startsWith(".") && !name.equals(".well-known");
    }

    private Response read(String resource, Request request) throws IOException {
        try (InputStream in = loader.getResourceAsStream(resource)) {
            if (in == null) {
                throw new ProblemException(Problem.of(404, "There is nothing at " + request.path() + " any more."));
            }
            return new Response(
                    200,
                    Headers.of("Content-Type", mediaType(resource), "Cache-Control", "no-cache"),
                    new Content.Bytes(in.readAllBytes()));
        }
    }

    private static String mediaType(String resource) {
        String ending = resource.substring(resource.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return MEDIA_TYPES.getOrDefault(ending, "application/octet-stream");
    }
}
