package docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.processor.RouteProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A text")
class ReadmeTest {
    /** The first line of a block says which file it is. */
    private static final Pattern FILE = Pattern.compile("^// (\\S+\\.java).*\n");

    @ParameterizedTest(name = "{0}")
    @DisplayName("shows code that compiles without a warning, its routes bound")
    @ValueSource(strings = {"README.md", "docs/testing.md"})
    void codeCompiles(String text, @TempDir Path folder) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String block : Markdown.of(text).blocks("java")) {
            Matcher file = FILE.matcher(block);
            assertThat(file.find())
                    .as("a block whose first line names its file:%n%s", block)
                    .isTrue();
            Path source = folder.resolve("src").resolve(file.group(1));
            Files.createDirectories(source.getParent());
            sources.add(Files.writeString(source, block));
        }

        assertThat(sources).isNotEmpty();
        assertThat(compile(sources, folder.resolve("classes"))).isEmpty();
        assertThat(folder.resolve("classes/META-INF/serval/routes")).isNotEmptyDirectory();
    }

    private static List<String> compile(List<Path> sources, Path output) throws IOException {
        Files.createDirectories(output);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(diagnostics, Locale.ROOT, null)) {
            JavaCompiler.CompilationTask task = compiler.getTask(
                    null,
                    files,
                    diagnostics,
                    List.of("-d", output.toString(), "-cp", System.getProperty("java.class.path"), "-proc:full"),
                    null,
                    files.getJavaFileObjectsFromPaths(sources));
            task.setProcessors(List.of(new RouteProcessor()));
            task.call();
        }
        return diagnostics.getDiagnostics().stream().map(Diagnostic::toString).toList();
    }
}
