package io.serval.testkit;

import java.util.List;

/** A service for trees that take down what they do, in which order: {@link Tree#journal} tells. */
public final class Journal {
    private final List<String> entries;

    Journal(List<String> entries) {
        this.entries = entries;
    }

    /** Takes down an entry. */
    public void add(String entry) {
        synchronized (entries) {
            entries.add(entry);
        }
    }
}
