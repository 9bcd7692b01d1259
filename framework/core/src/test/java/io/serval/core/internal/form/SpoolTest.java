package io.serval.core.internal.form;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.serval.core.ProblemException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    @TempDir
    private Path folder;

    @Test
    @DisplayName("row 88: what fits into memory touches no disk")
    void memory() throws IOException {
        var spool = new Spool(4, () -> Files.createFile(folder.resolve("spooled")));
        spool.write("1234".getBytes(UTF_8));

        assertThat(folder).isEmptyDirectory();
        assertThat(spool.open()).hasContent("1234");
    }

    @Test
    @DisplayName("row 88: what does not fit into memory is on disk, whole, until it is deleted")
    void disk() throws IOException {
        var spool = new Spool(4, () -> Files.createFile(folder.resolve("spooled")));
        spool.write("1234".getBytes(UTF_8));
        spool.write('5');
        spool.close();

        assertThat(folder.resolve("spooled")).hasContent("12345");
        assertThat(spool.open()).hasContent("12345");
        spool.delete();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    @DisplayName("row 88: a disk that is full is a 507, and leaves nothing behind")
    void full() throws IOException {
        Path full = Files.createSymbolicLink(folder.resolve("spooled"), Path.of("/dev/full"));
        var spool = new Spool(4, () -> full);

        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> spool.write(new byte[5]));
        spool.delete();

        assertThat(refused.problem().status()).isEqualTo(507);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    @DisplayName("row 87: what is in memory is stored without a temporary file in between")
    void storesFromMemory() throws IOException {
        var spool = new Spool(10, () -> {
            throw new IOException("No temporary file was expected.");
        });
        spool.write("abc".getBytes(UTF_8));
        spool.moveTo(folder.resolve("stored"));

        assertThat(folder.resolve("stored")).hasContent("abc");
        assertThatThrownBy(() -> spool.moveTo(folder.resolve("stored"))).isInstanceOf(FileAlreadyExistsException.class);
    }
}
