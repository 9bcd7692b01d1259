package docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("ARCHITECTURE.md")
class ArchitectureTest {
    private static final Markdown TEXT = Markdown.of("ARCHITECTURE.md");
    private static final Path BINDER = Markdown.ROOT.resolve(
            "apps/tracking/target/generated-sources/annotations/tracking/routes/shipments/$id/index_Binder.java");

    @Test
    @DisplayName("names only files and folders that exist")
    void namesExist() throws IOException {
        List<String> files = files();
        List<String> named = TEXT.inlineCode().stream()
                .filter(code -> code.matches("[\\w$./-]+(\\.(java|js|mjs|sql|html|md|xml|sh)|/)"))
                .toList();

        assertThat(named).hasSizeGreaterThan(20);
        assertThat(named)
                .allSatisfy(name -> assertThat(files)
                        .as("a file or folder that ends in %s", name)
                        .anyMatch(file -> ("/" + file).endsWith("/" + name)));
    }

    @Test
    @DisplayName("shows the binder that the processor writes for GET /shipments/{id}")
    void showsBinder() throws IOException {
        assertThat(TEXT.blocks("java")).contains(Files.readString(BINDER));
    }

    private static List<String> files() throws IOException {
        try (Stream<Path> tree = Files.walk(Markdown.ROOT)) {
            return tree.map(path -> Markdown.ROOT.relativize(path).toString() + (Files.isDirectory(path) ? "/" : ""))
                    .filter(name -> !name.contains("target/classes/") && !name.startsWith(".git/"))
                    .toList();
        }
    }
}
