package io.serval.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each test class an empty database of its own, on one server for all. */
final class PostgresExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(PostgresExtension.class);
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private record Shared(Path data, EmbeddedPostgres server) implements AutoCloseable {
        static Shared start() {
            try {
                Path data = Files.createTempDirectory("serval-sql");
                return new Shared(data, EmbeddedPostgres.start(data));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
            try (Stream<Path> files = Files.walk(data)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return List.of(Database.class, EmbeddedPostgres.class)
                .contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        EmbeddedPostgres server = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Shared.class, _ -> Shared.start(), Shared.class)
                .server();
        if (parameter.getParameter().getType() == EmbeddedPostgres.class) {
            return server;
        }
        return context.getStore(NAMESPACE)
                .computeIfAbsent(
                        context.getRequiredTestClass(),
                        _ -> server.open("test_" + COUNTER.incrementAndGet()),
                        Database.class);
    }
}
