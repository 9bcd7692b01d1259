package io.serval.cli;

import io.micrometer.core.instrument.MeterRegistry;
import io.serval.cli.internal.config.Keys;
import io.serval.cli.internal.config.Records;
import io.serval.cli.internal.health.Health;
import io.serval.core.BackgroundTasks;
import io.serval.core.FailureListener;
import io.serval.core.Matching;
import io.serval.core.Request;
import io.serval.core.Scope;
import io.serval.core.Services;
import io.serval.core.StartupException;
import io.serval.live.Log;
import io.serval.observe.Metrics;
import io.serval.sql.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What an application gets to set itself up with, in the block given to {@link Serval#run}: it provides the services of
 * its routes and asks for the parts that it needs. A part starts when it is first asked for, so an application without
 * {@link #database()} runs without one. Not for use after the block has returned.
 */
public final class App {
    /** Work that goes on for as long as the application serves. */
    @FunctionalInterface
    public interface Background {
        /**
         * Works until the scope is cancelled, which interrupts the thread.
         *
         * @throws Exception ends the work; logged, and the application goes on without it
         */
        void run() throws Exception;
    }

    private record Named(String name, Background work) {}

    private static final Logger LOG = System.getLogger(App.class.getName());
    private static final Duration FAREWELL = Duration.ofSeconds(3);

    private final MethodHandles.Lookup application;
    private final Settings settings;
    private final Services services = new Services();
    private final Hooks hooks = new Hooks();
    private final Health health = new Health();
    private final BackgroundTasks tasks;
    private final List<FailureListener> failures = new ArrayList<>();
    private final List<Named> background = new ArrayList<>();
    private final Scope scope = Scope.root();
    private Matching matching = Matching.DEFAULT;
    private @Nullable Database database;
    private @Nullable Log log;
    private @Nullable Metrics meters;
    private CountDownLatch working = new CountDownLatch(0);

    App(MethodHandles.Lookup application, Settings settings) {
        this.application = application;
        this.settings = settings;
        this.tasks = new BackgroundTasks(
                settings.configuration().get(Keys.TASKS_LIMIT),
                settings.configuration().get(Keys.TASKS_TIME));
    }

    /**
     * Provides a service to the routes, under its class.
     *
     * @throws StartupException if there is one of that class already
     */
    public void provide(Object service) {
        services.provide(service);
    }

    /**
     * Provides a service to the routes, under a type that it implements.
     *
     * @throws StartupException if there is one of that type already
     */
    public <T> void provide(Class<T> type, T service) {
        services.provide(type, service);
    }

    /**
     * The database: the one of {@code --database-url}, else the embedded PostgreSQL in the data folder. The first call
     * starts it and runs the migrations in {@code db/migration} of the application's resources.
     *
     * @throws StartupException if it does not start
     */
    public Database database() {
        if (database == null) {
            openDatabase();
        }
        return Objects.requireNonNull(database);
    }

    private void openDatabase() {
        try {
            Database opened = settings.databaseUrl().map(Database::connect).orElseGet(() -> Database.embedded(data()));
            database = opened;
            ClassLoader resources = application.lookupClass().getClassLoader();
            opened.migrate("public", resources, "classpath:db/migration");
            health.add("database", true, () -> opened.read(tx -> tx.one("select 1", row -> 1)));
        } catch (RuntimeException e) {
            throw new StartupException(String.valueOf(e.getMessage()), e);
        }
    }

    /** The log of events, in the {@link #database()}. The first call opens it. */
    public Log log() {
        if (log == null) {
            log = Log.open(database(), settings.log());
            String any = "select 1 from serval.topic limit 1";
            health.add("log", true, () -> database().read(tx -> tx.one(any, row -> 1)));
        }
        return log;
    }

    /** Sets how paths are matched; {@link Matching#DEFAULT} unless called. */
    public void matching(Matching rules) {
        matching = rules;
    }

    /** The folder for what must outlive the process; it exists. */
    public Path data() {
        try {
            return Files.createDirectories(settings.data());
        } catch (IOException e) {
            throw new UncheckedIOException("The data folder " + settings.data() + " cannot be made.", e);
        }
    }

    /**
     * The clock: the one that was {@linkplain #provide(Class, Object) provided} before as {@code Clock}, else the
     * system's in UTC, which is provided from then on. A test provides one that it holds.
     */
    public Clock clock() {
        return services().get(Clock.class, App.class);
    }

    /**
     * Reads a record of the application's own from the configuration, by the same layers as everything else: the component
     * {@code maxItems} of {@code config("pricing", Pricing.class)} is the key {@code pricing.max-items}, and
     * {@code SERVAL_PRICING_MAX_ITEMS}, and {@code --pricing.max-items}. A component without a value has that of its
     * {@link io.serval.core.Default}, or it is an {@code Optional} or a {@code List}, or it is an error.
     *
     * @throws UsageException with a line for each value that is wrong or missing
     * @throws StartupException if the record refuses its values together, or a component is of a type that no text stands
     *     for
     */
    public <R extends Record> R config(String prefix, Class<R> type) {
        return new Records(settings.configuration()).read(prefix, type);
    }

    /** The value of an environment variable. */
    public Optional<String> environment(String name) {
        return Optional.ofNullable(settings.environment().get(name));
    }

    /**
     * Starts work when the application serves, on a virtual thread and in a scope that is cancelled when it stops.
     *
     * @param name names the work in logs
     */
    public void background(String name, Background work) {
        background.add(new Named(name, work));
    }

    /**
     * Runs the hook when everything is set up and before the first request can come, in the order of the calls. If one
     * fails, the application does not start: no port is opened.
     */
    public void onStart(Hook hook) {
        hooks.onStart(hook);
    }

    /**
     * Runs the hook when the application has served its last request and its background work has ended, while database
     * and log are still there; the last one first. All hooks together have three seconds, then they are interrupted; one
     * that fails is logged, and the others run. They run only after all start hooks have.
     */
    public void onStop(Hook hook) {
        hooks.onStop(hook);
    }

    /** Tells the listener of each exception that became a 500, to report it somewhere; it is logged in any case. */
    public void onError(FailureListener listener) {
        failures.add(listener);
    }

    /**
     * Lets {@code /readyz} tell whether a part works. While it does not, the application is {@code degraded}, and still
     * sent requests. The check runs at most once a second, however many ask.
     *
     * @param name names the part, for everybody to read
     */
    public void check(String name, Check check) {
        health.add(name, false, check);
    }

    /** As {@link #check}, of a part that nothing works without: while it is down, {@code /readyz} is a 503. */
    public void requiredCheck(String name, Check check) {
        health.add(name, true, check);
    }

    /**
     * Where the application registers meters of its own; those of the server are there too. They are read at
     * {@code /metrics} of {@code metrics.port}.
     */
    public MeterRegistry metrics() {
        return meters().registry();
    }

    /** Work that goes on after the response; every route may take it as a {@code BackgroundTasks}. */
    public BackgroundTasks tasks() {
        return tasks;
    }

    /** Cancelled, with {@link Scope.Cause#SHUTDOWN}, when the application stops. */
    public Scope scope() {
        return scope;
    }

    Matching matching() {
        return matching;
    }

    Services services() {
        if (services.find(Clock.class).isEmpty()) {
            services.provide(Clock.class, Clock.systemUTC());
        }
        if (services.find(BackgroundTasks.class).isEmpty()) {
            services.provide(tasks);
        }
        return services;
    }

    Metrics meters() {
        if (meters == null) {
            meters = new Metrics();
        }
        return meters;
    }

    Settings settings() {
        return settings;
    }

    Hooks hooks() {
        return hooks;
    }

    Health health() {
        return health;
    }

    void failed(Throwable error, Request request) {
        failures.forEach(listener -> listener.failed(error, request));
    }

    Optional<Log> logIfOpen() {
        return Optional.ofNullable(log);
    }

    void startBackground() {
        working = new CountDownLatch(background.size());
        for (Named named : background) {
            Thread.ofVirtual().name(named.name()).start(() -> work(named));
        }
    }

    private void work(Named named) {
        try {
            scope.call(() -> {
                named.work().run();
                return null;
            });
        } catch (Exception e) {
            if (!scope.cancelled()) {
                LOG.log(Level.ERROR, () -> "The background work '" + named.name() + "' ended with an error.", e);
            }
        } finally {
            working.countDown();
        }
    }

    /** Ends the background work; returns when it has ended, or has had its time to. */
    void stopBackground() throws InterruptedException {
        scope.cancel(Scope.Cause.SHUTDOWN);
        if (!working.await(FAREWELL.toSeconds(), TimeUnit.SECONDS)) {
            LOG.log(Level.WARNING, "Some background work does not end; the application stops without it.");
        }
    }

    /** Closes the parts that were started, PostgreSQL last. */
    void close() {
        if (meters != null) {
            meters.close();
        }
        if (log != null) {
            log.close();
        }
        if (database != null) {
            database.close();
        }
    }
}
