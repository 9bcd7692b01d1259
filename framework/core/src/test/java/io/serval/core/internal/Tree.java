package io.serval.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.invoke.MethodHandles;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** An application in a folder, compiled without the processor: its binders and records are given by hand. */
final class Tree implements AutoCloseable {
    private final Path classes;
    private final Path sources;
    private final List<URLClassLoader> loaders = new ArrayList<>();

    Tree(Path folder) throws IOException {
        this.classes = Files.createDirectories(folder.resolve("classes"));
        this.sources = folder.resolve("src");
        source("shop.Shop", "public class Shop {}");
    }

    /** Adds a class; the text follows the package declaration. */
    Tree source(String name, String text) throws IOException {
        Path file = sources.resolve(name.replace('.', '/') + ".java");
        Files.createDirectories(file.getParent());
        String packageName = name.substring(0, name.lastIndexOf('.'));
        Files.writeString(file, "package " + packageName + "; import io.serval.core.*; import java.util.*; " + text);
        return this;
    }

    /** Adds a route that answers GET with its own name, the binder included. */
    Tree route(String name, String path) throws IOException {
        String simpleName = name.substring(name.lastIndexOf('.') + 1);
        source(name, "public class " + simpleName + " { String get() { return \"" + simpleName + "\"; } }");
        source(name + "_Binder", """
                public final class %1$s_Binder implements Binder.OfRoute {
                    public Route route() { return new Route("%2$s", "%3$s", "", List.of()); }
                    public Map<Verb, Handler> bind(Services services) {
                        return Map.of(Verb.GET, request -> get());
                    }
                    static Response get() { return Response.text(200, new %1$s().get()); }
                }""".formatted(simpleName, path, name));
        return record(name, name + "_Binder");
    }

    Tree record(String name, String binder) throws IOException {
        return resource("META-INF/serval/routes/" + name, binder + "\n");
    }

    Tree resource(String name, String text) throws IOException {
        Path file = classes.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    Path classes() {
        return classes;
    }

    Tree compile() throws IOException {
        var options = new ArrayList<>(
                List.of("-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path")));
        try (Stream<Path> files = Files.walk(sources)) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(options::add);
        }
        var output = new StringWriter();
        var writer = new PrintWriter(output);
        int status = ToolProvider.findFirst("javac").orElseThrow().run(writer, writer, options.toArray(String[]::new));
        assertThat(status).as("%s", output).isZero();
        return this;
    }

    MethodHandles.Lookup inFolder() throws Exception {
        return lookup(classes);
    }

    MethodHandles.Lookup inJar() throws Exception {
        Path jar = classes.resolveSibling("shop.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.sorted().skip(1).toList()) {
                String name = classes.relativize(file).toString();
                out.putNextEntry(new JarEntry(Files.isDirectory(file) ? name + "/" : name));
                if (Files.isRegularFile(file)) {
                    Files.copy(file, out);
                }
                out.closeEntry();
            }
        }
        return lookup(jar);
    }

    private MethodHandles.Lookup lookup(Path origin) throws Exception {
        var loader = new URLClassLoader(new URL[] {origin.toUri().toURL()}, Tree.class.getClassLoader());
        loaders.add(loader);
        return MethodHandles.privateLookupIn(loader.loadClass("shop.Shop"), MethodHandles.lookup());
    }

    @Override
    public void close() throws IOException {
        for (URLClassLoader loader : loaders) {
            loader.close();
        }
    }
}
