package io.serval.cli;

import io.serval.cli.internal.config.Configuration;
import io.serval.cli.internal.config.Keys;
import io.serval.core.Dispatcher;
import io.serval.core.StartupException;
import io.serval.live.LiveRoutes;
import io.serval.netty.NettyServer;
import io.serval.observe.Logs;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import sun.misc.Signal;

/**
 * Starts applications.
 *
 * <pre>{@code
 * public static void main(String[] args) {
 *     Serval.run(MethodHandles.lookup(), args, app -> app.provide(new Orders(app.database(), app.log())));
 * }
 * }</pre>
 */
public final class Serval {
    private static final Logger LOG = System.getLogger(Serval.class.getName());

    private Serval() {}

    /**
     * Runs an application until SIGTERM or Ctrl-C, then drains it and ends the process with status 0. Prints one line to
     * stdout once it serves, {@code ready http://localhost:<port>}; all else goes to stderr. A wrong configuration ends
     * the process with status 64, a failed start with 1. Does not return.
     *
     * @param application {@code MethodHandles.lookup()} of the main class; the {@code routes} tree lies beside it
     * @param args the command line, see {@link Settings#parse}
     * @param setUp sets the application up
     */
    public static void run(MethodHandles.Lookup application, String[] args, Consumer<App> setUp) {
        long began = System.nanoTime();
        Logs.to(System.err, false, "info");
        // Signals during the start stop the process once it has started, so that nothing is left half-way.
        var stop = new CountDownLatch(1);
        Signal.handle(new Signal("TERM"), ignored -> stop.countDown());
        Signal.handle(new Signal("INT"), ignored -> stop.countDown());
        int status = 0;
        try (Running running = start(application, settings(args), setUp)) {
            System.err.print(Summary.of(running, Duration.ofNanos(System.nanoTime() - began)));
            System.out.println("ready " + running.uri());
            stop.await();
        } catch (UsageException e) {
            System.err.println(e.getMessage());
            status = 64;
        } catch (StartupException e) {
            System.err.println(e.getMessage());
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                // Who wraps an exception often repeats its message.
                if (!String.valueOf(e.getMessage()).contains(String.valueOf(cause.getMessage()))) {
                    System.err.println("  because: " + cause);
                }
            }
            status = 1;
        } catch (RuntimeException | InterruptedException e) {
            e.printStackTrace();
            status = 1;
        }
        System.exit(status);
    }

    private static Settings settings(String[] args) {
        Settings settings = Settings.parse(args, System.getenv());
        Configuration configuration = settings.configuration();
        Logs.to(System.err, configuration.get(Keys.LOG_FORMAT).equals("json"), configuration.get(Keys.LOG_LEVEL));
        return settings;
    }

    /**
     * Starts an application in this process and returns once it serves. Tests use this.
     *
     * @param application {@code MethodHandles.lookup()} of the main class; the {@code routes} tree lies beside it
     * @param setUp sets the application up
     * @throws StartupException if it cannot start; whatever had started by then is stopped
     * @throws UsageException if the application's own configuration is wrong
     */
    public static Running start(MethodHandles.Lookup application, Settings settings, Consumer<App> setUp) {
        Linked linked = link(application, settings, setUp);
        try {
            linked.app().hooks().start();
            return serve(linked, settings);
        } catch (RuntimeException | Error e) {
            linked.close();
            throw e;
        }
    }

    private static Running serve(Linked linked, Settings settings) {
        var observation = new Observation(linked.app());
        NettyServer server =
                NettyServer.start(settings.server().withObserver(observation.observer()), linked.handler());
        try {
            var running = new Running(
                    linked, server, observation.open(server, linked.app().health()));
            linked.app().startBackground();
            return running;
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    /**
     * Sets an application up and links its routes, without a port and without its background work. Tests use this.
     *
     * @param application {@code MethodHandles.lookup()} of the main class; the {@code routes} tree lies beside it
     * @param setUp sets the application up
     * @throws StartupException if it cannot start; whatever had started by then is stopped
     * @throws UsageException if the application's own configuration is wrong
     */
    public static Linked link(MethodHandles.Lookup application, Settings settings, Consumer<App> setUp) {
        var app = new App(application, settings);
        try {
            // First, as it needs nothing: a fault of the routes should not wait for a database.
            Dispatcher.Builder builder = Dispatcher.builder()
                    .application(application)
                    .dev(settings.dev())
                    .failures(app::failed);
            setUp.accept(app);
            settings.configuration().unknown().forEach(message -> LOG.log(Level.WARNING, message));
            builder.matching(app.matching());
            app.logIfOpen().ifPresent(log -> LiveRoutes.install(builder, log));
            return new Linked(app, builder.build(app.services()));
        } catch (RuntimeException | Error e) {
            app.close();
            throw e;
        }
    }
}
