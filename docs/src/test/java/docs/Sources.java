package docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.processor.RouteProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** The Java files that a text consists of: each block names its file in its first line. */
final class Sources {
    private static final Pattern FILE = Pattern.compile("^// (\\S+\\.java).*\n");

    private final Path folder;
    private final Map<String, String> textsByPath = new TreeMap<>();

    /** Takes the blocks of the text, to be written into the folder. */
    Sources(Markdown text, Path folder) {
        this.folder = folder;
        for (String block : text.blocks("java")) {
            Matcher file = FILE.matcher(block);
            assertThat(file.find())
                    .as("a block whose first line names its file:%n%s", block)
                    .isTrue();
            textsByPath.put(file.group(1), block);
        }
        assertThat(textsByPath).isNotEmpty();
    }

    /** Replaces a text that occurs in the file. */
    Sources replace(String path, String text, String by) {
        assertThat(textsByPath.get(path)).as(path).contains(text);
        textsByPath.computeIfPresent(path, (file, block) -> block.replace(text, by));
        return this;
    }

    /** Gives a file another name, and its class too. */
    Sources rename(String path, String className, String by) {
        String moved = Objects.requireNonNull(textsByPath.remove(path), path);
        assertThat(moved).as(path).contains(className);
        textsByPath.put(path.replace(className, by), moved.replace(className, by));
        return this;
    }

    /** Compiles all files with the processor and returns the messages, as the command line shows them. */
    List<String> compile() throws IOException {
        Path sources = folder.resolve("src");
        for (Map.Entry<String, String> source : textsByPath.entrySet()) {
            Path file = sources.resolve(source.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, source.getValue());
        }
        Files.createDirectories(classes());
        var compiler = ToolProvider.getSystemJavaCompiler();
        var messages = new DiagnosticCollector<JavaFileObject>();
        try (var files = compiler.getStandardFileManager(messages, Locale.ROOT, null)) {
            var task = compiler.getTask(
                    null,
                    files,
                    messages,
                    List.of(
                            "-d",
                            classes().toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            "-proc:full",
                            "-Xlint:all,-processing,-classfile,-path"),
                    null,
                    files.getJavaFileObjectsFromPaths(
                            textsByPath.keySet().stream().map(sources::resolve).toList()));
            task.setProcessors(List.of(new RouteProcessor()));
            task.call();
        }
        return messages.getDiagnostics().stream()
                .map(message -> show(message, sources))
                .toList();
    }

    Path classes() {
        return folder.resolve("classes");
    }

    private static String show(Diagnostic<? extends JavaFileObject> message, Path sources) {
        JavaFileObject source = message.getSource();
        String place = source == null
                ? ""
                : sources.relativize(Path.of(source.toUri())) + ":" + message.getLineNumber() + ": ";
        return place + message.getMessage(Locale.ROOT);
    }
}
