package io.serval.sql.internal;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Asks the server to cancel a statement, again and again until its call has returned: the driver drops a request that
 * comes before the statement is sent, the server one that comes before the statement begins.
 */
final class Canceller implements Runnable {
    private static final long AGAIN_MILLIS = 50;

    private final Statement statement;
    private final Thread caller = Thread.currentThread();
    private final CountDownLatch returned = new CountDownLatch(1);

    Canceller(Statement statement) {
        this.statement = statement;
    }

    @Override
    public void run() {
        if (Thread.currentThread() == caller) {
            // The scope was cancelled before the call: there is nothing to cancel, and nobody to wait for.
            return;
        }
        try {
            do {
                cancel();
            } while (!returned.await(AGAIN_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The call has returned. */
    void stop() {
        returned.countDown();
    }

    private void cancel() {
        try {
            statement.cancel();
        } catch (SQLException e) {
            // The server cannot be reached for the moment, so the statement will fail by itself; else we ask again.
        }
    }
}
