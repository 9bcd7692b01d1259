package io.serval.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.core.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The types of the browser module")
class TypesTest {
    private static final Path BROWSER =
            Path.of("src/main/resources/io/serval/live/browser").toAbsolutePath();
    private static final Path TYPES = Path.of("src/test/types").toAbsolutePath();
    private static final Pattern BLOCK = Pattern.compile("^```(js|ts)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    @TempDir
    private Path folder;

    @Test
    @DisplayName("fit together, and its declarations are those of its code")
    void conform() throws Exception {
        try (Stream<Path> parts = Files.list(BROWSER.resolve("live"))) {
            List<Path> files = new ArrayList<>(parts.toList());
            files.add(TYPES.resolve("conformance.js"));

            assertThat(check(files)).isEmpty();
        }
    }

    @Test
    @DisplayName("let a right program in strict TypeScript compile, and find the mistakes of a wrong one")
    void program() throws Exception {
        assertThat(check(List.of(TYPES.resolve("program.ts")))).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("fit the code that the texts show")
    @ValueSource(strings = {"README.md", "docs/live-browser.md"})
    void texts(String text) throws Exception {
        assertThat(check(blocks(Path.of("../..", text)))).isEmpty();
    }

    /** Writes each block of JavaScript and TypeScript into a file of its own. */
    private List<Path> blocks(Path text) throws Exception {
        List<Path> files = new ArrayList<>();
        var blocks = BLOCK.matcher(Files.readString(text));
        while (blocks.find()) {
            Path file = folder.resolve("block" + files.size() + "." + blocks.group(1));
            files.add(Files.writeString(file, blocks.group(2) + "\nexport {};\n"));
        }
        assertThat(files).isNotEmpty();
        return files;
    }

    /** Returns what the compiler, being strict, finds wrong with the files. */
    private String check(List<Path> files) throws Exception {
        // What a text shows in JavaScript need not say its types.
        boolean shown = files.stream().allMatch(file -> file.startsWith(folder));
        var settings = Map.of(
                "extends", TYPES.resolve("tsconfig.json").toString(),
                "compilerOptions", Map.of("noImplicitAny", !shown),
                "files", files.stream().map(Path::toString).toList());
        Path file = folder.resolve("tsconfig.json");
        return Node.compile(Files.writeString(file, Json.text(settings, Map.class)));
    }
}
