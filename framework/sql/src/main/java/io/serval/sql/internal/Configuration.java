package io.serval.sql.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The server's {@code postgresql.conf}, written anew at each start. */
final class Configuration {
    private Configuration() {}

    /**
     * Durability is PostgreSQL's default and stays so: fsync and synchronous_commit are on. Errors of statements go to
     * whoever ran them, not to the log. Windows cannot check the client's connection.
     */
    static void write(Path cluster, int port) throws IOException {
        String own = Files.exists(cluster.resolveSibling("local.conf")) ? "include = '../local.conf'" : "";
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        String text = """
            # Written at each start. Your own settings go to local.conf, one folder up.
            port = %d
            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            password_encryption = 'scram-sha-256'

            fsync = on
            synchronous_commit = on
            full_page_writes = on

            max_connections = 100
            shared_buffers = '128MB'
            io_method = 'sync'
            jit = off
            max_wal_size = '512MB'
            client_connection_check_interval = %s

            timezone = 'UTC'
            datestyle = 'iso, ymd'
            lc_messages = 'C'
            default_text_search_config = 'pg_catalog.english'

            log_timezone = 'UTC'
            log_min_messages = 'log'
            log_min_error_statement = 'panic'
            log_checkpoints = off
            %s
            """.formatted(port, windows ? "0" : "'250ms'", own);
        Files.writeString(cluster.resolve("postgresql.conf"), text);
    }
}
