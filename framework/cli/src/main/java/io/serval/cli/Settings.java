package io.serval.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What an application is started with.
 *
 * @param port the TCP port to serve on; 0 picks a free one
 * @param data the folder that holds what must outlive the process, the embedded PostgreSQL first of all
 * @param databaseUrl the PostgreSQL to use in place of the embedded one
 * @param environment the environment variables that the application sees
 */
public record Settings(int port, Path data, Optional<String> databaseUrl, Map<String, String> environment) {
    private static final String FLAGS = "Flags are --port N, --data DIR and --database-url URL.";

    /** Copies the environment. */
    public Settings {
        environment = Map.copyOf(environment);
    }

    /**
     * Reads the command line. {@code SERVAL_DATABASE_URL} stands in for a missing {@code --database-url}; the port is
     * 8080 and the data folder {@code data} unless told otherwise.
     *
     * @throws UsageException if a flag is unknown, lacks its value or has a wrong one
     */
    public static Settings parse(String[] args, Map<String, String> environment) {
        int port = 8080;
        Path data = Path.of("data");
        Optional<String> databaseUrl = Optional.ofNullable(environment.get("SERVAL_DATABASE_URL"));
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                throw new UsageException("The flag " + args[i] + " needs a value. " + FLAGS);
            }
            String value = args[i + 1];
            switch (args[i]) {
                case "--port" -> port = port(value);
                case "--data" -> data = Path.of(value);
                case "--database-url" -> databaseUrl = Optional.of(value);
                default -> throw new UsageException("Unknown flag " + args[i] + ". " + FLAGS);
            }
        }
        return new Settings(port, data.toAbsolutePath().normalize(), databaseUrl, environment);
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number out of range.
        }
        throw new UsageException("--port takes a number from 0 to 65535, not '" + text + "'.");
    }
}
