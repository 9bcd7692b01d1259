package io.serval.sql;

import io.serval.sql.internal.Cancellation;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Decides whether a transaction that failed is tried again, and waits for a random while before. */
final class Retry {
    /** Serialization failure and deadlock: the transaction did nothing wrong, it was merely in the way of another. */
    private static final Set<String> LOST = Set.of("40001", "40P01");

    private static final int TRIES = 12;
    private static final int LONGEST_WAIT_MILLIS = 500;

    private int tries = 1;

    /** Whether to try again; if so, this method has waited. */
    boolean again(Exception failure) {
        if (!lost(failure) || tries == TRIES) {
            return false;
        }
        int bound = Math.min(LONGEST_WAIT_MILLIS, 4 << tries);
        tries++;
        try {
            // Random waits keep the transactions that met once from meeting again; there is no event to wait for.
            Thread.sleep(ThreadLocalRandom.current().nextInt(1, bound));
            return true;
        } catch (InterruptedException e) {
            Cancellation.throwIfCancelled();
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean lost(@Nullable Throwable failure) {
        return switch (failure) {
            case null -> false;
            case SqlException e when LOST.contains(e.state()) -> true;
            case SQLException e when LOST.contains(e.getSQLState()) -> true;
            default -> lost(failure.getCause());
        };
    }
}
