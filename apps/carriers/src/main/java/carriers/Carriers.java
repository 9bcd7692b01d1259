package carriers;

import io.serval.cli.App;
import io.serval.cli.Serval;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.time.Clock;

/** Serves the simulated carriers; {@link Configuration} says what can be set. Needs no database. */
public final class Carriers {
    private Carriers() {}

    /** Runs the application. */
    public static void main(String[] args) {
        Serval.run(MethodHandles.lookup(), args, app -> {
            if (setUp(app, Clock.systemUTC()).stopsWithStdin()) {
                Thread.ofPlatform().daemon().name("stdin").start(() -> exitAtEndOf(System.in));
            }
        });
    }

    static Configuration setUp(App app, Clock clock) {
        Configuration configuration = Configuration.of(app::environment);
        app.provide(Clock.class, clock);
        app.provide(configuration);
        app.provide(new Simulation(
                configuration.seed(),
                configuration.parcels(),
                configuration.speed(),
                BaseInstant.in(app.data(), clock)));
        app.provide(new Faults(configuration.faults(), configuration.seed(), clock));
        return configuration;
    }

    /**
     * Ends the process once whoever holds the other end of the stream is gone, even if it was killed. There is nobody
     * left to drain for, and nothing that would be lost.
     */
    private static void exitAtEndOf(InputStream stdin) {
        try {
            stdin.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot watch the standard input; stop this process by a signal.", e);
        }
        System.exit(0);
    }
}
