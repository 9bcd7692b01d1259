package io.serval.testkit;

import io.serval.cli.App;
import io.serval.cli.Serval;
import io.serval.testkit.internal.Driver;
import java.lang.invoke.MethodHandles;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An application under test: it runs in this process, and this is its client. {@linkplain #start Started}, it serves a
 * free port; {@linkplain #direct direct}, it has no sockets and starts within milliseconds: the same routes, binders,
 * middleware and scopes, asked in memory. Both are asked in the same way:
 *
 * <pre>{@code
 * try (TestApp app = TestApp.direct(Shop.class, Shop::setUp)) {
 *     app.get("/orders/7").is(200).json("{\"id\":7,\"status\":\"open\"}");
 * }
 * }</pre>
 *
 * <p>Close it to stop it, its PostgreSQL included. Safe for use by many threads.
 */
public final class TestApp implements AutoCloseable {
    private final Driver driver;
    private final Duration timeout;
    private final Runnable atEnd;

    TestApp(Driver driver, Duration timeout, Runnable atEnd) {
        this.driver = driver;
        this.timeout = timeout;
        this.atEnd = atEnd;
    }

    /** Returns what starts the application whose {@code routes} tree lies beside the main class. */
    public static TestSetup of(Class<?> main) {
        try {
            return of(MethodHandles.privateLookupIn(main, MethodHandles.lookup()));
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(
                    main + " is in a named module that is not open to io.serval.testkit.", e);
        }
    }

    /** Returns what starts the application whose {@code routes} tree lies beside the class of the look-up. */
    public static TestSetup of(MethodHandles.Lookup application) {
        return new TestSetup(application);
    }

    /**
     * Starts the application on a free port, with data in a temporary folder.
     *
     * @param setUp sets it up, as the block given to {@link Serval#run} does
     */
    public static TestApp start(Class<?> main, Consumer<App> setUp) {
        return of(main).start(setUp);
    }

    /**
     * Starts the application on a free port.
     *
     * @param main the application's main class
     * @param data the folder for what it keeps; a test's temporary folder
     * @param environment the environment variables that it sees; the test's own are not among them
     * @param setUp sets it up, as the block given to {@link Serval#run} does
     */
    public static TestApp start(Class<?> main, Path data, Map<String, String> environment, Consumer<App> setUp) {
        return of(main).data(data).environment(environment).start(setUp);
    }

    /**
     * Starts the application without sockets; and without a database, unless it asks for one.
     *
     * @param setUp sets it up, as the block given to {@link Serval#run} does
     */
    public static TestApp direct(Class<?> main, Consumer<App> setUp) {
        return of(main).direct(setUp);
    }

    /** Begins a request of any method. */
    public TestRequest request(String method, String path) {
        return new TestRequest(driver, timeout, method, path);
    }

    /** Gets the path, which may have a query. */
    public TestResponse get(String path) {
        return request("GET", path).send();
    }

    /** Asks for what a GET of the path would be answered with, but the body. */
    public TestResponse head(String path) {
        return request("HEAD", path).send();
    }

    /** Posts to the path, without a body. */
    public TestResponse post(String path) {
        return request("POST", path).send();
    }

    /** Posts JSON to the path: a {@code String} as it is, any other value as the application would write it. */
    public TestResponse post(String path, Object json) {
        return request("POST", path).json(json).send();
    }

    /** Puts JSON to the path: a {@code String} as it is, any other value as the application would write it. */
    public TestResponse put(String path, Object json) {
        return request("PUT", path).json(json).send();
    }

    /** Patches the path with JSON: a {@code String} as it is, any other value as the application would write it. */
    public TestResponse patch(String path, Object json) {
        return request("PATCH", path).json(json).send();
    }

    /** Deletes the path. */
    public TestResponse delete(String path) {
        return request("DELETE", path).send();
    }

    /** Asks for the options of the path. */
    public TestResponse options(String path) {
        return request("OPTIONS", path).send();
    }

    /** Opens the server-sent events of the path. */
    public EventStream events(String path) {
        return request("GET", path).events();
    }

    /** Opens the server-sent events of the path, after the position if there is one. */
    public EventStream events(String path, Optional<String> after) {
        TestRequest request = request("GET", path);
        after.ifPresent(position -> request.header("Last-Event-ID", position));
        return request.events();
    }

    /** Opens the WebSocket of the path. */
    public TestSocket socket(String path) {
        return request("GET", path).socket();
    }

    /**
     * The address of the path, for other clients: a browser, a client of another protocol.
     *
     * @throws IllegalStateException if the application has no sockets
     */
    public URI uri(String path) {
        return driver.uri(path);
    }

    /** Stops the application, which ends its streams, and removes its temporary folder. */
    @Override
    public void close() {
        try {
            driver.close();
        } finally {
            atEnd.run();
        }
    }
}
