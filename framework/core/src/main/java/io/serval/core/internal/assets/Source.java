package io.serval.core.internal.assets;

import io.serval.core.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/** Where a file's bytes are. */
sealed interface Source {
    /**
     * Tells one content of a file from the next.
     *
     * @param modified when it was written
     * @param size how many bytes it has
     */
    record Version(Instant modified, long size) {}

    /**
     * Returns the version that is there now.
     *
     * @throws NoSuchFileException if there is none
     */
    Version version() throws IOException;

    /** Opens it. */
    InputStream open() throws IOException;

    /** How large it may be to be kept in memory: what the kernel can send from disk has less to gain. */
    int worthKeeping();

    /** Returns the body of a response that is not kept in memory. */
    Content content(Version version);

    /** A file of its own. */
    record OnDisk(Path path) implements Source {
        private static final OpenOption[] READ = {StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS};

        @Override
        public Version version() throws IOException {
            var attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!attributes.isRegularFile()) {
                throw new NoSuchFileException(path.toString());
            }
            return new Version(attributes.lastModifiedTime().toInstant(), attributes.size());
        }

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(path, READ);
        }

        @Override
        public int worthKeeping() {
            return 64 * 1024;
        }

        @Override
        public Content content(Version version) {
            return new Content.File(path, 0, version.size());
        }
    }

    /** An entry of a jar, which does not change. */
    record InJar(ClassLoader loader, String resource, Version version) implements Source {
        @Override
        public InputStream open() throws IOException {
            InputStream in = loader.getResourceAsStream(resource);
            if (in == null) {
                throw new NoSuchFileException(resource);
            }
            return in;
        }

        @Override
        public int worthKeeping() {
            return 1024 * 1024;
        }

        @Override
        public Content content(Version version) {
            return new Content.Stream(out -> {
                try (InputStream in = open()) {
                    in.transferTo(out);
                }
            });
        }
    }
}
