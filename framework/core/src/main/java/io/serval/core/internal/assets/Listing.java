package io.serval.core.internal.assets;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The files of all {@code public/} folders that a class loader sees, by the segments of their addresses. Hidden files and
 * links are left out: a link can lead anywhere. Where two folders have a file of one name, the first on the class path
 * counts.
 */
final class Listing {
    static final String FOLDER = "public";

    private final ClassLoader loader;
    private final List<Path> onDisk = new ArrayList<>();
    private final Map<List<String>, Source> sources = new ConcurrentHashMap<>();

    private Listing(ClassLoader loader) {
        this.loader = loader;
    }

    static Listing of(ClassLoader loader) throws IOException, URISyntaxException {
        var listing = new Listing(loader);
        for (URL folder : Collections.list(loader.getResources(FOLDER))) {
            listing.add(folder);
        }
        return listing;
    }

    Map<List<String>, Source> sources() {
        return sources;
    }

    /** Looks whether a file has been added to a folder on disk since; true if so, and it is listed now. */
    boolean lookFor(List<String> address) {
        if (address.stream().anyMatch(name -> hidden(name) || name.indexOf('/') >= 0 || name.indexOf('\\') >= 0)) {
            return false;
        }
        for (Path root : onDisk) {
            try {
                Path file = root.resolve(String.join("/", address));
                // The real path has no links in it, and the letters of its names are as on the disk.
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        && file.toRealPath().toString().equals(file.toString())) {
                    sources.put(List.copyOf(address), new Source.OnDisk(file));
                    return true;
                }
            } catch (IOException | InvalidPathException e) {
                // No file can have that name, or it has just gone: it is not there.
                return false;
            }
        }
        return false;
    }

    static List<String> within(List<String> folder, String name) {
        return Stream.concat(folder.stream(), Stream.of(name)).toList();
    }

    static List<String> withEnding(List<String> address, String ending) {
        var other = new ArrayList<>(address);
        other.set(other.size() - 1, address.getLast() + ending);
        return other;
    }

    private void add(URL folder) throws IOException, URISyntaxException {
        if (folder.openConnection() instanceof JarURLConnection jar) {
            try (FileSystem files =
                    FileSystems.newFileSystem(Path.of(jar.getJarFileURL().toURI()))) {
                add(files.getPath(FOLDER), false);
            }
        } else {
            Path root = Path.of(folder.toURI()).toRealPath();
            onDisk.add(root);
            add(root, true);
        }
    }

    private void add(Path root, boolean disk) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(each -> Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                List<String> address = new ArrayList<>();
                root.relativize(file).forEach(name -> address.add(name.toString()));
                if (address.stream().noneMatch(Listing::hidden)) {
                    sources.putIfAbsent(List.copyOf(address), disk ? new Source.OnDisk(file) : inJar(file, address));
                }
            }
        }
    }

    private Source inJar(Path file, List<String> address) throws IOException {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        var version = new Source.Version(attributes.lastModifiedTime().toInstant(), attributes.size());
        return new Source.InJar(loader, FOLDER + "/" + String.join("/", address), version);
    }

    private static boolean hidden(String name) {
        return name.startsWith(".") && !name.equals(".well-known");
    }
}
