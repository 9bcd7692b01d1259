package io.serval.testkit;

import io.serval.cli.App;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An application of a test: a tree of sources, compiled with Serval's processor and run {@linkplain TestApp#direct
 * without sockets}. It compiles and starts when it is first asked.
 *
 * <pre>{@code
 * tree("about.java", "interface about { static String get() { return \"x\"; } }")
 *         .get("/about").is(200).json("\"x\"");
 * }</pre>
 *
 * <p>Paths are relative to the {@code routes} tree of the application {@code app}; what lies beside it is reached by
 * {@code ..}: {@code ../middleware/M10Log.java}, {@code ../Order.java}. A source gets its package and the usual imports
 * (core, live, {@code java.util}, {@code java.time}, this package) in front of its first line, so that lines keep their
 * numbers; one that has a package of its own stays as it is. Files are under {@code target/trees} for a look afterwards.
 */
public final class Tree implements AutoCloseable {
    private final TreeFiles files = new TreeFiles();
    private final List<Object> services = new ArrayList<>();
    private final List<String> journal = new ArrayList<>();
    private UnaryOperator<TestSetup> setup = given -> given;
    private Consumer<App> more = app -> {};
    private @Nullable List<String> messages;
    private @Nullable URLClassLoader loader;
    private @Nullable TestApp running;

    private Tree() {
        services.add(new Journal(journal));
    }

    /** Returns an application of the sources: paths and texts in turn. */
    public static Tree tree(String... pathsAndTexts) {
        var tree = new Tree();
        for (int i = 0; i < pathsAndTexts.length; i += 2) {
            tree.and(pathsAndTexts[i], pathsAndTexts[i + 1]);
        }
        return tree;
    }

    /** Adds a source, or changes one. */
    public Tree and(String path, String text) {
        files.source(path, text);
        return this;
    }

    /** Adds a resource, as {@code public/index.html}. */
    public Tree resource(String path, String text) {
        files.resource(path, text);
        return this;
    }

    /** Provides a service under its class; there is a {@link Journal} already. */
    public Tree provide(Object service) {
        services.add(service);
        return this;
    }

    /** Sets the application up further. */
    public Tree setUp(Consumer<App> block) {
        more = block;
        return this;
    }

    /** Starts the application differently: {@code with(TestSetup::dev)}. */
    public Tree with(UnaryOperator<TestSetup> change) {
        UnaryOperator<TestSetup> before = setup;
        setup = given -> change.apply(before.apply(given));
        return this;
    }

    /** Compiles all from nothing, unless that is done, and returns the messages, each {@code file:line: text}. */
    public List<String> messages() {
        List<String> known = messages;
        if (known == null) {
            known = files.compileAll();
            messages = known;
        }
        return known;
    }

    /** Changes one source and compiles it alone, onto what was compiled before; the application starts anew. */
    public Tree recompile(String path, String text) {
        requireCompiled();
        stop();
        files.source(path, text);
        messages = files.compile(path);
        return this;
    }

    /** Removes a source and compiles what is left from nothing, as a build tool does; the application starts anew. */
    public Tree remove(String path) {
        stop();
        files.remove(path);
        messages = null;
        return this;
    }

    /** The folder of the class files, of what the processor wrote among them. */
    public Path classes() {
        return files.classes();
    }

    /** The folder of the sources that the processor wrote. */
    public Path generated() {
        return files.generated();
    }

    /** What the application wrote into its {@link Journal}, until now. */
    public List<String> journal() {
        synchronized (journal) {
            return List.copyOf(journal);
        }
    }

    /** The application, started without sockets. */
    public TestApp app() {
        TestApp started = running;
        if (started == null) {
            started = setup.apply(TestApp.of(lookup())).direct(this::setUpAll);
            running = started;
        }
        return started;
    }

    /** The application, started with sockets on a free port. */
    public TestApp served() {
        TestApp started = running;
        if (started == null) {
            started = setup.apply(TestApp.of(lookup())).start(this::setUpAll);
            running = started;
        }
        return started;
    }

    public TestRequest request(String method, String path) {
        return app().request(method, path);
    }

    public TestResponse get(String path) {
        return app().get(path);
    }

    public TestResponse head(String path) {
        return app().head(path);
    }

    public TestResponse post(String path) {
        return app().post(path);
    }

    public TestResponse post(String path, Object json) {
        return app().post(path, json);
    }

    public TestResponse put(String path, Object json) {
        return app().put(path, json);
    }

    public TestResponse patch(String path, Object json) {
        return app().patch(path, json);
    }

    public TestResponse delete(String path) {
        return app().delete(path);
    }

    public TestResponse options(String path) {
        return app().options(path);
    }

    public EventStream events(String path) {
        return app().events(path, Optional.empty());
    }

    public TestSocket socket(String path) {
        return app().socket(path);
    }

    /** Stops the application, if it runs; the tree may be asked again. Nothing is left behind without. */
    @Override
    public void close() {
        stop();
    }

    private void setUpAll(App app) {
        services.forEach(app::provide);
        more.accept(app);
    }

    private MethodHandles.Lookup lookup() {
        requireCompiled();
        try {
            // The class files stay open until the tree stops, as classes load when they are needed.
            var opened = new URLClassLoader(
                    new URL[] {
                        files.classes().toUri().toURL(),
                        files.resources().toUri().toURL()
                    },
                    Tree.class.getClassLoader());
            loader = opened;
            return MethodHandles.privateLookupIn(opened.loadClass("app.Main"), MethodHandles.lookup());
        } catch (ReflectiveOperationException | MalformedURLException e) {
            throw new IllegalStateException("The application does not load.", e);
        }
    }

    private void requireCompiled() {
        if (!messages().isEmpty()) {
            throw new AssertionError("The tree does not compile cleanly:\n" + String.join("\n", messages()));
        }
    }

    private void stop() {
        try {
            if (running != null) {
                running.close();
            }
            if (loader != null) {
                loader.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException("The class files cannot be closed.", e);
        } finally {
            running = null;
            loader = null;
        }
    }
}
