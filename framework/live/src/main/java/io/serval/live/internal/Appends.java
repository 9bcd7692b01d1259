package io.serval.live.internal;

import io.serval.core.Key;
import io.serval.sql.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * The events that a transaction is to append. They are written in one go right before COMMIT, after all other hooks: a
 * topic is locked for no longer than it takes to commit.
 */
public final class Appends {
    private static final Key<Appends> KEY = Key.named("events to append");

    private final Tx tx;
    private final LongConsumer wake;
    private final List<String> topics = new ArrayList<>();
    private final List<String> payloads = new ArrayList<>();

    private Appends(Tx tx, LongConsumer wake) {
        this.tx = tx;
        this.wake = wake;
    }

    /**
     * Returns the events of the transaction.
     *
     * @param wake called after the commit with the key of each topic that was appended to
     */
    public static Appends of(Tx tx, LongConsumer wake) {
        return tx.attachment(KEY, () -> new Appends(tx, wake));
    }

    /** Adds an event. */
    public void add(String topic, String payload) {
        if (topics.isEmpty()) {
            tx.beforeCommit(() -> tx.beforeCommit(this::flush));
        }
        topics.add(topic);
        payloads.add(payload);
    }

    private void flush() {
        List<Long> appended = Store.append(tx, topics, payloads);
        topics.clear();
        payloads.clear();
        tx.afterCommit(() -> appended.forEach(wake::accept));
    }
}
