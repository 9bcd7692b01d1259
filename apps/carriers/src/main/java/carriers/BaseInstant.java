package carriers;

import io.serval.core.StartupException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Keeps when the simulated world began: the one thing that a restart must not forget. */
final class BaseInstant {
    private static final String FILE = "base-instant";

    private BaseInstant() {}

    /**
     * Returns the instant kept in the folder; if there is none, keeps the present one, to the second.
     *
     * @throws StartupException if what is kept is no instant
     */
    static Instant in(Path folder, Clock clock) {
        Path file = folder.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                write(file, clock.instant().truncatedTo(ChronoUnit.SECONDS));
            }
            return Instant.parse(Files.readString(file).strip());
        } catch (DateTimeException e) {
            throw new StartupException(
                    file + " does not hold an instant such as 2026-05-06T10:15:00Z. Delete it to begin anew.", e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep the base instant in " + file, e);
        }
    }

    /** Writes beside the file and renames, so that a crash leaves a whole file or none. */
    private static void write(Path file, Instant base) throws IOException {
        Path whole = file.resolveSibling(FILE + ".new");
        Files.writeString(whole, base + "\n");
        try (FileChannel channel = FileChannel.open(whole, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
