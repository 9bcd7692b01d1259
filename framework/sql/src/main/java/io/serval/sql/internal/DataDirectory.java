package io.serval.sql.internal;

import io.serval.sql.SqlException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The folder {@code data/postgres}, locked for this process, and what has its place in it. */
final class DataDirectory implements AutoCloseable {
    /**
     * The directories that this process uses. Looked at before the lock file is opened: closing any channel of a file
     * drops all locks that the process has on it (POSIX).
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    /** The locked byte is far behind the text of the file, which others must be able to read (Windows). */
    private static final long LOCKED_BYTE = 1L << 30;

    private final Path root;
    private final FileChannel lockFile;

    private DataDirectory(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    /**
     * Makes the folder if need be, and locks it.
     *
     * @throws SqlException if a process uses it already
     */
    static DataDirectory lock(Path data) throws IOException {
        Path folder = data.resolve("postgres");
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(data);
            Files.createDirectory(folder, ownerOnly(folder, "rwx------"));
        }
        Path root = folder.toRealPath();
        if (!HELD.add(root)) {
            throw inUse(data, "this process");
        }
        try {
            return new DataDirectory(root, locked(root.resolve("lock"), data));
        } catch (IOException | RuntimeException e) {
            HELD.remove(root);
            throw e;
        }
    }

    Path root() {
        return root;
    }

    Path log() {
        return root.resolve("server.log");
    }

    /** The file with the account's password. The first call makes up a password. */
    Path passwordFile() throws IOException {
        Path file = root.resolve("password");
        if (Files.notExists(file)) {
            byte[] secret = new byte[24];
            new SecureRandom().nextBytes(secret);
            Path part = root.resolve("password.part");
            Files.deleteIfExists(part);
            Files.createFile(part, ownerOnly(root, "rw-------"));
            Files.writeString(part, Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
            Files.move(part, file);
        }
        return file;
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            HELD.remove(root);
        }
    }

    @SuppressWarnings("resource") // The channel holds the lock; the data directory closes it.
    private static FileChannel locked(Path file, Path data) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
            if (lock == null) {
                throw inUse(data, "process " + Files.readString(file).strip());
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static SqlException inUse(Path data, String user) {
        return new SqlException(
                "55006",
                "The data directory " + data.toAbsolutePath().normalize() + " is in use by " + user
                        + ". Stop it, or pass another directory with --data.",
                null);
    }

    private static FileAttribute<?>[] ownerOnly(Path place, String mode) {
        boolean posix = place.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }
}
