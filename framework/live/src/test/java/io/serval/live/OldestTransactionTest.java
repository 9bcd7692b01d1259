package io.serval.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.sql.Database;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class OldestTransactionTest {
    /** The logger must be held, or it is collected and forgets the handler. */
    private static final Logger LOGGER = Logger.getLogger("io.serval.live.internal.OldestTransaction");

    private static final class Records extends Handler {
        private final List<LogRecord> records = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord entry) {
            records.add(entry);
        }

        List<String> of(Level level) {
            return records.stream()
                    .filter(entry -> entry.getLevel().equals(level))
                    .map(LogRecord::getMessage)
                    .toList();
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }

    @Test
    @DisplayName("an old transaction is measured, warned of once, with its process and what to do, and said to be over")
    void warned(Database database) throws Exception {
        var records = new Records();
        LOGGER.addHandler(records);
        LogSettings settings =
                LogSettings.DEFAULT.withSweep(Duration.ofMillis(25)).withLongTransaction(Duration.ofMillis(300));
        try (Log log = Log.open(database, settings)) {
            try (Connection idle = database.dataSource().getConnection();
                    Statement statement = idle.createStatement()) {
                idle.setAutoCommit(false);
                statement.execute("select pg_current_xact_id()");
                var result = statement.executeQuery("select pg_backend_pid()");
                result.next();
                int pid = result.getInt(1);
                Awaitility.await().until(() -> log.oldestTransaction().toMillis() > 600);

                assertThat(records.of(Level.WARNING))
                        .singleElement()
                        .asString()
                        .contains(
                                "process " + pid,
                                "'idle in transaction'",
                                "pg_terminate_backend(" + pid + ")",
                                "idle_in_transaction_session_timeout");
                assertThat(records.of(Level.INFO)).isEmpty();
                idle.rollback();
            }

            Awaitility.await().until(() -> !records.of(Level.INFO).isEmpty());
            assertThat(records.of(Level.INFO)).singleElement().asString().contains("is over");
            assertThat(records.of(Level.WARNING)).hasSize(1);
        } finally {
            LOGGER.removeHandler(records);
        }
    }
}
