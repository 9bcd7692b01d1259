package io.serval.processor;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** Sources in a folder, compiled as a build tool does it: into folders, all of them or only some. */
final class Project {
    private final Path folder;
    private Supplier<List<Processor>> processors = () -> List.of(new RouteProcessor());

    Project(Path folder) {
        this.folder = folder;
    }

    /** Writes a source file. */
    Project source(String path, String text) {
        write(folder.resolve("src").resolve(path), text);
        return this;
    }

    /** Copies the sources in the folder of the test resources. */
    Project resources(String name) {
        Path root = Path.of("src/test/resources");
        for (Path file : all(root.resolve(name))) {
            try {
                source(root.relativize(file).toString(), Files.readString(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return this;
    }

    Project processors(Supplier<List<Processor>> used) {
        processors = used;
        return this;
    }

    Path classes() {
        return folder.resolve("classes");
    }

    Path generated() {
        return folder.resolve("generated");
    }

    /** Compiles the files, or all if none are named, and returns the messages as the command line shows them. */
    List<String> compile(String... paths) {
        return compileWith(List.of(), paths);
    }

    List<String> compileWith(List<String> options, String... paths) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var messages = new DiagnosticCollector<JavaFileObject>();
        try (var files = compiler.getStandardFileManager(messages, Locale.ROOT, StandardCharsets.UTF_8)) {
            Files.createDirectories(classes());
            Files.createDirectories(generated());
            List<Path> sources = paths.length == 0
                    ? all(folder.resolve("src"))
                    : Arrays.stream(paths)
                            .map(path -> folder.resolve("src").resolve(path))
                            .toList();
            var arguments = new ArrayList<>(
                    List.of("-d", classes().toString(), "-s", generated().toString()));
            arguments.addAll(options);
            if (!options.contains("--module-path")) {
                arguments.addAll(
                        List.of("-cp", classes() + File.pathSeparator + System.getProperty("java.class.path")));
            }
            var task = compiler.getTask(
                    null, files, messages, arguments, null, files.getJavaFileObjectsFromPaths(sources));
            task.setProcessors(processors.get());
            task.call();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return messages.getDiagnostics().stream().map(this::show).toList();
    }

    /** Returns the contents of all outputs by their paths. */
    Map<String, String> outputs() {
        var outputs = new TreeMap<String, String>();
        for (Path output : List.of(classes(), generated())) {
            for (Path file : all(output)) {
                try {
                    outputs.put(
                            folder.relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return outputs;
    }

    private String show(Diagnostic<? extends JavaFileObject> message) {
        JavaFileObject source = message.getSource();
        String place = source == null
                ? ""
                : folder.resolve("src").relativize(Path.of(source.toUri())) + ":" + message.getLineNumber() + ": ";
        return place + message.getMessage(Locale.ROOT);
    }

    private static List<Path> all(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .sorted(Comparator.naturalOrder())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
