package carriers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.serval.core.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseInstantTest {
    private static final Clock FIRST = Clock.fixed(Instant.parse("2026-05-06T08:00:00.123Z"), ZoneOffset.UTC);

    @TempDir
    Path folder = Path.of("");

    @Test
    @DisplayName("The world begins when it is first started, and a restart does not change that")
    void kept() {
        assertThat(BaseInstant.in(folder, FIRST)).isEqualTo("2026-05-06T08:00:00Z");
        Clock later = Clock.offset(FIRST, Duration.ofDays(3));
        assertThat(BaseInstant.in(folder, later)).isEqualTo("2026-05-06T08:00:00Z");
    }

    @Test
    @DisplayName("A file that holds something else stops the start and says what to do")
    void broken() throws IOException {
        Files.writeString(folder.resolve("base-instant"), "yesterday");
        assertThatExceptionOfType(StartupException.class)
                .isThrownBy(() -> BaseInstant.in(folder, FIRST))
                .withMessageContaining("base-instant")
                .withMessageContaining("Delete it");
    }
}
