package io.serval.sql.internal;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Brings the server back when it is killed. It holds one idle connection: the children of a killed server end at once
 * when they are idle, so the connection breaks and tells.
 */
final class Supervisor implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Supervisor.class.getName());
    private static final long FIRST_WAIT_MILLIS = 50;
    private static final long LONGEST_WAIT_MILLIS = 2_000;

    private final EmbeddedServer server;
    private final CountDownLatch closing;
    private final Thread thread;
    private volatile @Nullable Connection watch;

    Supervisor(EmbeddedServer server, CountDownLatch closing) {
        this.server = server;
        this.closing = closing;
        this.thread = Thread.ofVirtual().name("serval-postgres").start(this::run);
    }

    /** Ends the watch; a restart under way ends first. */
    @Override
    public void close() {
        abort(watch);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (closing.getCount() > 0) {
            watchUntilLost();
            if (closing.getCount() > 0) {
                LOG.log(Level.WARNING, "The connection to PostgreSQL broke; it is started again if it is gone.");
                server.lost();
                restore();
            }
        }
    }

    private void restore() {
        long wait = FIRST_WAIT_MILLIS;
        while (closing.getCount() > 0) {
            try {
                server.restore();
                return;
            } catch (IOException | RuntimeException e) {
                LOG.log(Level.ERROR, "PostgreSQL could not be started again; the next try is in " + wait + " ms.", e);
                pause(wait);
                wait = Math.min(LONGEST_WAIT_MILLIS, wait * 2);
            }
        }
    }

    private void watchUntilLost() {
        try (Connection connection = server.database("postgres").getConnection()) {
            watch = connection;
            while (closing.getCount() > 0) {
                connection.unwrap(PGConnection.class).getNotifications(0);
            }
        } catch (SQLException e) {
            LOG.log(Level.DEBUG, "This is how the end of the connection shows.", e);
        } finally {
            watch = null;
        }
    }

    private void pause(long millis) {
        try {
            closing.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void abort(@Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.abort(Runnable::run);
            }
        } catch (SQLException e) {
            LOG.log(Level.DEBUG, "The watching connection was closed already.", e);
        }
    }
}
