package io.serval.cli;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Sets the JDK's logging up for a process: one line for each record, to stderr. */
final class Logging {
    /** Libraries whose routine messages tell an operator nothing; held here, as the JDK forgets unused loggers. */
    private static final List<Logger> QUIET = List.of(
            Logger.getLogger("com.zaxxer.hikari"), Logger.getLogger("org.flywaydb"), Logger.getLogger("io.netty"));

    private Logging() {}

    static void toStderr() {
        if (System.getProperty("java.util.logging.SimpleFormatter.format") == null) {
            System.setProperty(
                    "java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT.%1$tL%1$tz %4$-7s %3$s: %5$s%6$s%n");
        }
        QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
    }
}
