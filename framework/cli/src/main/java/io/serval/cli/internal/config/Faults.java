package io.serval.cli.internal.config;

import io.serval.cli.UsageException;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with the configuration, gathered so that all of it is told at once. */
final class Faults {
    private final List<String> messages = new ArrayList<>();

    void add(String message) {
        messages.add(message);
    }

    /** Throws what was gathered, a line each. */
    void throwIfAny() {
        if (!messages.isEmpty()) {
            var all = new UsageException(String.join("\n", messages));
            messages.clear();
            throw all;
        }
    }
}
