package docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A text")
class CodeTest {
    @ParameterizedTest(name = "{0}")
    @DisplayName("shows code that compiles without a warning, its routes bound")
    @ValueSource(strings = {"README.md", "docs/binding.md", "docs/testing.md", "docs/validation.md"})
    void compiles(String text, @TempDir Path folder) throws IOException {
        var sources = new Sources(Markdown.of(text), folder);

        assertThat(sources.compile()).isEmpty();
        assertThat(sources.classes().resolve("META-INF/serval/routes")).isNotEmptyDirectory();
    }
}
