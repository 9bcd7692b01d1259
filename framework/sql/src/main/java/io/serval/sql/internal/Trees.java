package io.serval.sql.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Whole folders. */
final class Trees {
    private Trees() {}

    /** Deletes the folder and all in it, if it is there. */
    static void delete(Path root) throws IOException {
        if (Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            for (Path path : contents(root).reversed()) {
                Files.delete(path);
            }
        }
    }

    /** Gives the folder and all in it to the account. */
    static void own(Path root, UserPrincipal owner) throws IOException {
        for (Path path : contents(root)) {
            if (!Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).equals(owner)) {
                Files.setAttribute(path, "posix:owner", owner, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    /** Folders come before what is in them. */
    private static List<Path> contents(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.sorted(Comparator.naturalOrder()).toList();
        }
    }
}
