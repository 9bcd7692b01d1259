package io.serval.testkit.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The folder for an application's data: the test's, or a temporary one that is made only if something is put there. */
public final class Temporary {
    private final Path path;
    private final boolean ours;

    /** Creates the view of the folder. */
    public Temporary(Optional<Path> given) {
        path = given.orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"), "serval-test-" + UUID.randomUUID()));
        ours = given.isEmpty();
    }

    /** Where it is, or would be. */
    public Path path() {
        return path;
    }

    /** Removes it with all that it holds, unless it is the test's. */
    public void remove() {
        if (!ours || !Files.exists(path)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(path)) {
            List<Path> childrenFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path each : childrenFirst) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The temporary folder " + path + " cannot be removed.", e);
        }
    }
}
