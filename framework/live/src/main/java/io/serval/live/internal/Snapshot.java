package io.serval.live.internal;

import java.util.List;

/**
 * What a statement saw of other transactions (PostgreSQL 18, table 9.82). It saw those below {@code next} that had
 * committed, which {@code running} had not.
 *
 * @param next the first transaction that had not begun
 * @param running those before it that had not ended, as an array of PostgreSQL
 */
record Snapshot(String next, String running) {
    /** Reads {@code xmin:xmax:xip_list}. */
    static Snapshot of(String text) {
        List<String> parts = List.of(text.split(":", -1));
        return new Snapshot(parts.get(1), "{" + parts.get(2) + "}");
    }
}
