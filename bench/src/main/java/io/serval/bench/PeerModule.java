package io.serval.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a server that runs in a JVM is made of.
 *
 * @param name a folder of {@code bench/peers/}
 * @param artifact the library whose version counts; empty for what is in this checkout
 */
record PeerModule(String name, String artifact) {
    /** The arguments for {@code java}, but the flags, which are the same for all. */
    List<String> arguments(String main, HttpFiles files) throws IOException {
        var arguments = new ArrayList<String>();
        String classPath = String.join(
                File.pathSeparator,
                target().resolve("classes").toString(),
                files.folder().toString(),
                libraries());
        arguments.addAll(List.of("-cp", classPath, "io.serval.bench." + name + "." + main));
        if (name.equals("serval")) {
            arguments.addAll(List.of(
                    "--port", "0", "--data", files.folder().resolve("data").toString()));
            // The default is a bound for clients that nobody knows; this one sends as fast as it is answered.
            arguments.add("--limits.frames=1000000");
        } else {
            arguments.add(files.publicFolder().toString());
        }
        return arguments;
    }

    /** The version of the library, by the name of its jar. */
    String version() throws IOException {
        if (artifact.isEmpty()) {
            return "this checkout";
        }
        return Stream.of(libraries().split(File.pathSeparator))
                .map(entry -> Path.of(entry).getFileName().toString())
                .filter(jar -> jar.matches(artifact + "-[0-9].*\\.jar"))
                .map(jar -> jar.substring(artifact.length() + 1, jar.length() - ".jar".length()))
                .findFirst()
                .orElse("unknown");
    }

    private String libraries() throws IOException {
        return Files.readString(target().resolve("serval.classpath")).strip();
    }

    private Path target() {
        return Path.of("bench", "peers", name, "target").toAbsolutePath();
    }
}
