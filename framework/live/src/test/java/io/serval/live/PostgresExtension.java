package io.serval.live;

import io.serval.sql.Database;
import io.serval.sql.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each test an empty database of its own, on one server for all. */
final class PostgresExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(PostgresExtension.class);
    private static final AtomicInteger COUNTER = new AtomicInteger();

    /** A server with its files, which go when it is closed. */
    record Server(Path data, EmbeddedPostgres postgres) implements AutoCloseable {
        static Server start() {
            try {
                Path data = Files.createTempDirectory("serval-live");
                return new Server(data, EmbeddedPostgres.start(data));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Another pool on the test's database: another process, as far as PostgreSQL can tell. */
        Database another(String name) {
            return postgres.open(name);
        }

        /** The JDBC address of a database on this server, through some port. */
        String url(String name, int port) throws IOException {
            return "jdbc:postgresql://127.0.0.1:" + port + "/" + name + "?user=serval&password="
                    + Files.readString(data.resolve("postgres/password")).strip();
        }

        /** The process that the server dies with. */
        ProcessHandle process() throws IOException {
            Path root = data.resolve("postgres");
            try (Stream<Path> files = Files.walk(root, 2)) {
                Path pid = files.filter(file -> file.endsWith("postmaster.pid"))
                        .findFirst()
                        .orElseThrow();
                return ProcessHandle.of(Long.parseLong(Files.readAllLines(pid).getFirst()))
                        .orElseThrow();
            }
        }

        @Override
        public void close() throws IOException {
            postgres.close();
            try (Stream<Path> files = Files.walk(data)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /**
     * A database of one test.
     *
     * @param server where it is
     * @param name what it is called there
     * @param database a pool on it
     */
    record Fresh(Server server, String name, Database database) implements AutoCloseable {
        static Fresh on(Server server) {
            String name = "test_" + COUNTER.incrementAndGet();
            return new Fresh(server, name, server.postgres().open(name));
        }

        @Override
        public void close() {
            database.close();
        }
    }

    /** The constructor of a test class gets the database of the test that it is for. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Database.class || type == Fresh.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Server server =
                context.getRoot().getStore(NAMESPACE).computeIfAbsent(Server.class, _ -> Server.start(), Server.class);
        Fresh fresh =
                context.getStore(NAMESPACE).computeIfAbsent(context.getUniqueId(), _ -> Fresh.on(server), Fresh.class);
        return parameter.getParameter().getType() == Fresh.class ? fresh : fresh.database();
    }
}
