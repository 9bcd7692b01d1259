package io.serval.core.internal.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
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
public final class Tree implements AutoCloseable {
    private final Path classes;
    private final Path sources;
    private final List<URLClassLoader> loaders = new ArrayList<>();

    public Tree(Path folder) throws IOException {
        this.classes = Files.createDirectories(folder.resolve("classes"));
        this.sources = folder.resolve("src");
        source("shop.Shop", "public class Shop {}");
    }

    /** Adds a class; the text follows the package declaration. */
    public Tree source(String name, String text) throws IOException {
        Path file = sources.resolve(name.replace('.', '/') + ".java");
        Files.createDirectories(file.getParent());
        String packageName = name.substring(0, name.lastIndexOf('.'));
        Files.writeString(file, "package " + packageName + "; import io.serval.core.*; import java.util.*; " + text);
        return this;
    }

    /** Adds a route that answers GET with its own name, the binder included. */
    public Tree route(String name, String path) throws IOException {
        String simpleName = name.substring(name.lastIndexOf('.') + 1);
        return route(name, path, "String get() { return \"" + simpleName + "\"; }");
    }

    /** Adds a route with these members, one of which has to be a {@code String get()}. */
    public Tree route(String name, String path, String members) throws IOException {
        String simpleName = name.substring(name.lastIndexOf('.') + 1);
        source(name, "public class " + simpleName + " {\n    " + members + "\n}");
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

    /** Adds a {@code _middleware} that lets all pass. */
    public Tree middleware(String folderName, String folder) throws IOException {
        source(folderName + "._middleware", "public class _middleware {\n    void any() {}\n}");
        source(folderName + "._middleware_Binder", """
                public final class _middleware_Binder implements Binder.OfMiddleware {
                    public String folder() { return "%s"; }
                    public Map<Verb, Middleware> bind(Services services) {
                        return Map.of(Verb.ANY, (request, next) -> next.handle(request));
                    }
                }""".formatted(folder));
        return record(folderName + "._middleware", folderName + "._middleware_Binder");
    }

    /** Adds a class of the package {@code middleware} that says its name in a header. */
    public Tree global(String simpleName) throws IOException {
        String name = "shop.middleware." + simpleName;
        source(name, "public class " + simpleName + " { void any() {} }");
        source(name + "_Binder", """
                public final class %1$s_Binder implements Binder.OfGlobal {
                    public String name() { return "%1$s"; }
                    public Map<Verb, Middleware> bind(Services services) {
                        return Map.of(Verb.ANY, (request, next) -> next.handle(request).with("X-Global", "%1$s"));
                    }
                }""".formatted(simpleName));
        return record(name, name + "_Binder");
    }

    /** Writes the segment of a package. */
    public Tree packageSegment(String name, String segment) throws IOException {
        Path file = sources.resolve(name.replace('.', '/') + "/package-info.java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "@io.serval.core.Segment(\"" + segment + "\") package " + name + ";");
        return this;
    }

    public Tree record(String name, String binder) throws IOException {
        return resource("META-INF/serval/routes/" + name, binder + "\n");
    }

    public Tree resource(String name, String text) throws IOException {
        Path file = classes.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    public Path classes() {
        return classes;
    }

    /** Compiles all sources. */
    public Tree compile() throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            return compile(
                    files.filter(file -> file.toString().endsWith(".java")).toList());
        }
    }

    /** Compiles the source of one class against the class files of the others. */
    public Tree compileOnly(String name) throws IOException {
        return compile(List.of(sources.resolve(name.replace('.', '/') + ".java")));
    }

    private Tree compile(List<Path> files) throws IOException {
        var options = new ArrayList<>(List.of(
                "-g",
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                classes + File.pathSeparator + System.getProperty("java.class.path")));
        files.forEach(file -> options.add(file.toString()));
        var output = new StringWriter();
        var writer = new PrintWriter(output);
        int status = ToolProvider.findFirst("javac").orElseThrow().run(writer, writer, options.toArray(String[]::new));
        assertThat(status).as("%s", output).isZero();
        return this;
    }

    public MethodHandles.Lookup inFolder() throws Exception {
        return inFolder("shop.Shop");
    }

    /** The look-up of another main class. */
    public MethodHandles.Lookup inFolder(String main) throws Exception {
        return lookup(classes, main);
    }

    public MethodHandles.Lookup inJar() throws Exception {
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
        return lookup(jar, "shop.Shop");
    }

    private MethodHandles.Lookup lookup(Path origin, String main) throws Exception {
        var loader = new URLClassLoader(new URL[] {origin.toUri().toURL()}, Tree.class.getClassLoader());
        loaders.add(loader);
        return MethodHandles.privateLookupIn(loader.loadClass(main), MethodHandles.lookup());
    }

    @Override
    public void close() throws IOException {
        for (URLClassLoader loader : loaders) {
            loader.close();
        }
    }
}
