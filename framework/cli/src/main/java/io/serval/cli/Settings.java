package io.serval.cli;

import io.serval.cli.internal.config.Configuration;
import io.serval.cli.internal.config.EventSettings;
import io.serval.cli.internal.config.Keys;
import io.serval.cli.internal.config.ServerSettings;
import io.serval.live.LogSettings;
import io.serval.netty.NettyServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What an application is started with. A flag counts more than an environment variable, a variable more than the file
 * {@code application.properties}, and the file more than the standard value. docs/configuration.md lists the keys.
 */
public final class Settings {
    private final Configuration configuration;
    private final Map<String, String> environment;
    private final NettyServer.Settings server;
    private final LogSettings log;
    private final Path data;

    private Settings(Configuration configuration, Map<String, String> environment, Path folder) {
        this.configuration = configuration;
        this.environment = Map.copyOf(environment);
        this.server = ServerSettings.of(configuration);
        this.log = EventSettings.of(configuration);
        this.data = folder.resolve(configuration.get(Keys.DATA)).normalize();
        // Read where they are needed, and wrong ones told now.
        Keys.all().forEach(configuration::find);
        refusePublicDev();
        configuration.check();
    }

    /**
     * Reads the configuration of a process: its command line, its environment, and the file {@code application.properties}
     * of its working folder or another that {@code --config} names.
     *
     * @throws UsageException with a line for each value that is wrong, and each flag that there is not
     */
    public static Settings parse(String[] args, Map<String, String> environment) {
        return parse(args, environment, Path.of("").toAbsolutePath());
    }

    /**
     * As {@link #parse(String[], Map)}, in another working folder.
     *
     * @throws UsageException with a line for each value that is wrong, and each flag that there is not
     */
    public static Settings parse(String[] args, Map<String, String> environment, Path folder) {
        return new Settings(Configuration.read(args, environment, folder), environment, folder);
    }

    /** How to serve. */
    public NettyServer.Settings server() {
        return server;
    }

    /** How the log of events behaves. */
    public LogSettings log() {
        return log;
    }

    /** The folder that holds what must outlive the process, the embedded PostgreSQL first of all. */
    public Path data() {
        return data;
    }

    /** The PostgreSQL to use in place of the embedded one. */
    public Optional<String> databaseUrl() {
        return configuration.find(Keys.DATABASE_URL);
    }

    /** Whether errors are explained to clients; for the developer's own machine. */
    public boolean dev() {
        return configuration.get(Keys.DEV);
    }

    /** The environment variables that the application sees. */
    public Map<String, String> environment() {
        return environment;
    }

    Configuration configuration() {
        return configuration;
    }

    /** What the dev mode tells is for nobody else: sources, values and the routes. */
    private void refusePublicDev() {
        if (dev() && !server.address().isLoopbackAddress()) {
            configuration.fault("dev explains errors to whoever asks, and host "
                    + server.address().getHostAddress()
                    + " is one that other machines reach. Take --dev or --host away.");
        }
    }
}
