package io.serval.testkit;

import io.serval.processor.RouteProcessor;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** The files of a {@link Tree}, and what the compiler makes of them. */
final class TreeFiles {
    private static final AtomicInteger TREES = new AtomicInteger();
    private static final String IMPORTS = imports();

    private final Path root = Path.of("target", "trees", ProcessHandle.current().pid() + "-" + TREES.incrementAndGet());
    private final Path application = root.resolve("src/app");

    TreeFiles() {
        write(application.resolve("Main.java"), "package app; final class Main {}");
        create(resources());
    }

    Path classes() {
        return root.resolve("classes");
    }

    Path generated() {
        return root.resolve("generated");
    }

    Path resources() {
        return root.resolve("resources");
    }

    void source(String path, String text) {
        Path file = file(path);
        write(file, text.startsWith("package ") || text.contains("\npackage ") ? text : placed(file, text));
    }

    void resource(String path, String text) {
        write(resources().resolve(path), text);
    }

    void remove(String path) {
        try {
            Files.delete(file(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> compileAll() {
        delete(classes());
        delete(generated());
        return compile(all(root.resolve("src")));
    }

    List<String> compile(String path) {
        return compile(List.of(file(path)));
    }

    private Path file(String path) {
        return application.resolve("routes").resolve(path).normalize();
    }

    private String placed(Path file, String text) {
        Path folder =
                Objects.requireNonNull(root.resolve("src").relativize(file).getParent());
        String declaration = "package " + folder.toString().replace(File.separatorChar, '.') + ";";
        // The annotations of a package stand in front of it.
        return file.endsWith("package-info.java") ? text + " " + declaration + IMPORTS : declaration + IMPORTS + text;
    }

    private List<String> compile(List<Path> sources) {
        create(classes());
        create(generated());
        var compiler = ToolProvider.getSystemJavaCompiler();
        var messages = new DiagnosticCollector<JavaFileObject>();
        try (var manager = compiler.getStandardFileManager(messages, Locale.ROOT, StandardCharsets.UTF_8)) {
            List<String> options = List.of(
                    "-parameters",
                    "-Xlint:deprecation,unchecked",
                    "-d",
                    classes().toString(),
                    "-s",
                    generated().toString(),
                    "-cp",
                    classes() + File.pathSeparator + System.getProperty("java.class.path"));
            var task = compiler.getTask(
                    null, manager, messages, options, null, manager.getJavaFileObjectsFromPaths(sources));
            task.setProcessors(List.of(new RouteProcessor()));
            task.call();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return messages.getDiagnostics().stream().map(this::show).toList();
    }

    private String show(Diagnostic<? extends JavaFileObject> message) {
        String place = Optional.ofNullable(message.getSource())
                .map(source -> application.toAbsolutePath().relativize(Path.of(source.toUri())) + ":"
                        + message.getLineNumber() + ": ")
                .orElse("");
        return place + message.getMessage(Locale.ROOT);
    }

    private static String imports() {
        var imports = new StringBuilder(" import static io.serval.core.Handlers.*;"
                + " import static io.serval.core.Middlewares.*; import io.serval.core.*; import io.serval.live.*;"
                + " import io.serval.testkit.*; import java.util.*; import java.time.*; ");
        try {
            Class.forName("jakarta.validation.constraints.NotBlank");
            imports.append("import jakarta.validation.constraints.*; ");
        } catch (ClassNotFoundException e) {
            // Without the annotations, no tree can use them.
        }
        return imports.toString();
    }

    private static List<Path> all(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        create(Objects.requireNonNull(file.getParent()));
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
