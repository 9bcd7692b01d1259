package io.serval.observe;

import io.serval.observe.internal.AsyncHandler;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Sets the log of a process up. What writes to it uses {@code System.Logger}; the JDK's {@code java.util.logging} is behind
 * it. Each line carries the id of the request that its thread works for, in what {@link io.serval.core.Scope#fork} begins
 * too; as JSON also the trace.
 */
public final class Logs {
    /** Libraries whose routine messages tell an operator nothing; held here, as the JDK forgets unused loggers. */
    private static final List<Logger> QUIET = List.of(
            Logger.getLogger("com.zaxxer.hikari"), Logger.getLogger("org.flywaydb"), Logger.getLogger("io.netty"));

    private Logs() {}

    /**
     * Writes the log to the stream from now on, on a thread of its own. Does nothing if {@code java.util.logging} was
     * configured by its own system properties.
     *
     * @param json whether lines are JSON, or for people
     * @param level the least level, by its name in {@code System.Logger.Level}
     */
    public static void to(PrintStream out, boolean json, String level) {
        if (System.getProperty("java.util.logging.config.file") != null
                || System.getProperty("java.util.logging.config.class") != null) {
            return;
        }
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
            handler.close();
        }
        var handler = new AsyncHandler(out, json);
        handler.setLevel(Level.ALL);
        root.addHandler(handler);
        Level least = level(level);
        root.setLevel(least);
        Level quiet = least.intValue() > Level.WARNING.intValue() ? least : Level.WARNING;
        QUIET.forEach(logger -> logger.setLevel(quiet));
    }

    private static Level level(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "trace" -> Level.FINER;
            case "debug" -> Level.FINE;
            case "info" -> Level.INFO;
            case "warning" -> Level.WARNING;
            case "error" -> Level.SEVERE;
            case "off" -> Level.OFF;
            default -> throw new IllegalArgumentException("Not a level: " + name);
        };
    }
}
