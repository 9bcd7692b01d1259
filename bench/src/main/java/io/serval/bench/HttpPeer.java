package io.serval.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Who is measured; what each is made of lies in {@code bench/peers/}. */
enum HttpPeer {
    SERVAL("serval", "serval", "", ""),
    SERVAL_ON_LOOP("serval, on loop", "serval", "/loop", ""),
    NETTY("netty", "netty", "", "netty-codec-http"),
    VERTX("vert.x", "vertx", "", "vertx-web"),
    HELIDON("helidon", "helidon", "", "helidon-webserver"),
    JAVALIN("javalin", "javalin", "", "javalin"),
    SPRING("spring boot", "spring", "", "spring-boot");

    private final String label;
    private final String module;
    private final String prefix;
    private final String artifact;

    HttpPeer(String label, String module, String prefix, String artifact) {
        this.label = label;
        this.module = module;
        this.prefix = prefix;
        this.artifact = artifact;
    }

    /** What is before the paths of its routes. */
    String prefix() {
        return prefix;
    }

    /** The arguments for {@code java}, but the flags, which are the same for all. */
    List<String> arguments(HttpFiles files) throws IOException {
        var arguments = new ArrayList<String>();
        arguments.add("-cp");
        arguments.add(
                target().resolve("classes") + File.pathSeparator + files.folder() + File.pathSeparator + classPath());
        arguments.add("io.serval.bench." + module + ".Main");
        if (module.equals("serval")) {
            arguments.addAll(List.of(
                    "--port", "0", "--data", files.folder().resolve("data").toString()));
        } else {
            arguments.add(files.publicFolder().toString());
        }
        return arguments;
    }

    /** The version of the library, by the name of its jar; of Serval it is this checkout. */
    String version() throws IOException {
        if (artifact.isEmpty()) {
            return "this checkout";
        }
        return Stream.of(classPath().split(File.pathSeparator))
                .map(entry -> Path.of(entry).getFileName().toString())
                .filter(jar -> jar.matches(artifact + "-[0-9].*\\.jar"))
                .map(jar -> jar.substring(artifact.length() + 1, jar.length() - ".jar".length()))
                .findFirst()
                .orElse("unknown");
    }

    private String classPath() throws IOException {
        return Files.readString(target().resolve("serval.classpath")).strip();
    }

    private Path target() {
        return Path.of("bench", "peers", module, "target").toAbsolutePath();
    }

    @Override
    public String toString() {
        return label;
    }
}
