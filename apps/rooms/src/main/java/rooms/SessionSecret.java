package rooms;

import io.serval.core.StartupException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;

/** What session cookies are sealed with: made at the first start and kept, so that a restart forgets nobody's name. */
final class SessionSecret {
    private static final int BYTES = 32;

    private SessionSecret() {}

    /** Returns the secret in the folder, which only its owner can read. */
    static byte[] in(Path folder) {
        Path file = folder.resolve("session-secret");
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            byte[] secret = Files.readAllBytes(file);
            if (secret.length != BYTES) {
                throw new StartupException(file + " has " + secret.length + " bytes, not " + BYTES
                        + ". Delete it to begin with a new one; visitors then choose their names anew.");
            }
            return secret;
        } catch (IOException e) {
            throw new StartupException("The secret for session cookies cannot be kept in " + file + ".", e);
        }
    }

    private static void make(Path file) throws IOException {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        try (var channel = Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly())) {
            channel.write(ByteBuffer.wrap(secret));
        } catch (FileAlreadyExistsException e) {
            // Another process on the same folder was faster, and its secret is as good.
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
