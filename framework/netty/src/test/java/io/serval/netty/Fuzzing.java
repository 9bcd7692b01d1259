package io.serval.netty;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Runs a check with one seed after the other, for {@code -Dserval.fuzz.seconds}, from {@code -Dserval.fuzz.seed}, but at
 * least with so many that a busy machine does not make it blind.
 */
public final class Fuzzing {
    private static final int AT_LEAST = 1_000;

    private Fuzzing() {}

    /** Runs it; a failure names its seed. */
    public static void run(LongConsumer check) {
        long first = Long.getLong("serval.fuzz.seed", System.nanoTime() & 0xffff_ffffL);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.getLong("serval.fuzz.seconds", 3));
        var errors = new Errors();
        Logger root = Logger.getLogger("");
        root.addHandler(errors);
        try {
            long seed = first;
            do {
                try {
                    check.accept(seed);
                    errors.check();
                } catch (Exception | AssertionError e) {
                    throw new AssertionError("Failed with -Dserval.fuzz.seed=" + seed, e);
                }
                seed++;
            } while (seed - first < AT_LEAST || System.nanoTime() - end < 0);
        } finally {
            root.removeHandler(errors);
        }
    }

    /** Takes down what is logged as an error. */
    private static final class Errors extends Handler {
        private final List<String> logged = new ArrayList<>();

        @Override
        public synchronized void publish(LogRecord entry) {
            if (entry.getLevel().intValue() >= Level.SEVERE.intValue()) {
                logged.add(entry.getMessage() + ": " + entry.getThrown());
            }
        }

        synchronized void check() {
            if (!logged.isEmpty()) {
                throw new AssertionError("Logged as an error: " + logged);
            }
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
