package io.serval.testkit;

import io.serval.cli.App;
import io.serval.cli.Serval;
import io.serval.cli.Settings;
import io.serval.testkit.internal.DirectDriver;
import io.serval.testkit.internal.SocketDriver;
import io.serval.testkit.internal.Temporary;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What an application under test is started with. Each method changes it and returns it. For one thread. */
public final class TestSetup {
    private final MethodHandles.Lookup application;
    private Optional<Path> data = Optional.empty();
    private Map<String, String> environment = Map.of();
    private Optional<Clock> clock = Optional.empty();
    private Duration timeout = Duration.ofSeconds(10);
    private boolean webSockets = true;
    private final Map<String, String> values = new LinkedHashMap<>();

    TestSetup(MethodHandles.Lookup application) {
        this.application = application;
    }

    /** Sets the folder for what it keeps. Without one it gets a temporary folder, removed when it is closed. */
    public TestSetup data(Path folder) {
        data = Optional.of(folder);
        return this;
    }

    /** Sets the environment variables that it sees; the test's own are not among them. */
    public TestSetup environment(Map<String, String> variables) {
        environment = Map.copyOf(variables);
        return this;
    }

    /** Sets a key of the configuration, as a flag would. The file of the working folder is not read. */
    public TestSetup set(String key, String value) {
        values.put(key, value);
        return this;
    }

    /** Provides the clock, as {@code Clock} and as {@link App#clock}: a {@link HeldClock}, say. */
    public TestSetup clock(Clock held) {
        clock = Optional.of(held);
        return this;
    }

    /** Sets how long a test waits for anything before it fails; ten seconds without. */
    public TestSetup timeout(Duration longest) {
        timeout = longest;
        return this;
    }

    /**
     * Has {@link #direct} stand for a transport that has no WebSockets, as a connection of HTTP/1.0, or of HTTP/2 without
     * extended CONNECT (RFC 8441).
     */
    public TestSetup withoutWebSockets() {
        webSockets = false;
        return this;
    }

    /** Switches the dev mode on, which explains errors to clients. */
    public TestSetup dev() {
        return set("dev", "true");
    }

    /**
     * Starts the application on a free port.
     *
     * @param setUp sets it up, as the block given to {@link Serval#run} does
     * @throws IllegalStateException if it is to have no WebSockets: those are up to the protocol of each connection
     */
    public TestApp start(Consumer<App> setUp) {
        if (!webSockets) {
            throw new IllegalStateException("withoutWebSockets() is for TestSetup.direct; a port has them.");
        }
        var folder = new Temporary(data);
        var running = Serval.start(application, settings(folder), withClock(setUp));
        return new TestApp(new SocketDriver(running), timeout, folder::remove);
    }

    /**
     * Starts the application without sockets; and without a database, unless it asks for one.
     *
     * @param setUp sets it up, as the block given to {@link Serval#run} does
     */
    public TestApp direct(Consumer<App> setUp) {
        var folder = new Temporary(data);
        var linked = Serval.link(application, settings(folder), withClock(setUp));
        return new TestApp(new DirectDriver(linked, webSockets), timeout, folder::remove);
    }

    private Settings settings(Temporary folder) {
        var flags = new ArrayList<String>(List.of("--port=0", "--data=" + folder.path()));
        values.forEach((key, value) -> flags.add("--" + key + "=" + value));
        // The folder has no application.properties: what a machine happens to hold is no part of a test.
        return Settings.parse(flags.toArray(String[]::new), environment, folder.path());
    }

    private Consumer<App> withClock(Consumer<App> setUp) {
        return app -> {
            clock.ifPresent(held -> app.provide(Clock.class, held));
            setUp.accept(app);
        };
    }
}
