package io.serval.faults;

import io.serval.faults.site.Counters;
import io.serval.live.Log;
import io.serval.sql.Database;
import io.serval.sql.SqlException;
import java.nio.file.Path;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/**
 * Raises counters from this process, in the server's database. The server is told nothing: its sweep has to find it. For one
 * thread.
 */
final class Beside implements AutoCloseable {
    private final Path data;
    private @Nullable Database database;
    private @Nullable Log log;

    Beside(Path data) {
        this.data = data;
    }

    /** Raises a counter; returns whether that is sure. */
    boolean raise(int counter, int id) {
        try {
            new Counters(database(), log()).raise(Integer.toString(counter), id);
            return true;
        } catch (SqlException | FlywayException e) {
            // Not there, or not confirmed: the log alone knows. PostgreSQL may come back on another port.
            close();
            return false;
        }
    }

    private Database database() {
        if (database == null) {
            database = Database.running(data);
        }
        return database;
    }

    private Log log() {
        if (log == null) {
            log = Log.open(database());
        }
        return log;
    }

    @Override
    public void close() {
        if (log != null) {
            log.close();
            log = null;
        }
        if (database != null) {
            database.close();
            database = null;
        }
    }
}
