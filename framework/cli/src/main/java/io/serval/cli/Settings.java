package io.serval.cli;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an application is started with.
 *
 * @param port the TCP port to serve on; 0 picks a free one
 * @param data the folder that holds what must outlive the process, the embedded PostgreSQL first of all
 * @param databaseUrl the PostgreSQL to use in place of the embedded one
 * @param dev whether errors are explained to clients; for the developer's own machine
 * @param environment the environment variables that the application sees
 */
public record Settings(
        int port, Path data, Optional<String> databaseUrl, boolean dev, Map<String, String> environment) {
    private static final String FLAGS = "Flags are --port N, --data DIR, --database-url URL and --dev.";

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
        boolean dev = false;
        Iterator<String> words = List.of(args).iterator();
        while (words.hasNext()) {
            String flag = words.next();
            switch (flag) {
                case "--port" -> port = port(valueOf(flag, words));
                case "--data" -> data = Path.of(valueOf(flag, words));
                case "--database-url" -> databaseUrl = Optional.of(valueOf(flag, words));
                case "--dev" -> dev = true;
                default -> throw new UsageException("Unknown flag " + flag + ". " + FLAGS);
            }
        }
        return new Settings(port, data.toAbsolutePath().normalize(), databaseUrl, dev, environment);
    }

    private static String valueOf(String flag, Iterator<String> words) {
        if (!words.hasNext()) {
            throw new UsageException("The flag " + flag + " needs a value. " + FLAGS);
        }
        return words.next();
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
