package io.serval.sql.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunAsTest {
    @TempDir
    private Path data;

    @BeforeEach
    void openToAll() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root needs another account");
        assumeTrue(Files.exists(Path.of("/usr/sbin/runuser")) || Files.exists(Path.of("/sbin/runuser")), "no runuser");
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void takeBack() throws IOException {
        RunAs.NAMESPACE.own(data);
    }

    @Test
    @DisplayName("root runs PostgreSQL as another account, and in a namespace on the same files later")
    void changesAccount() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.start(data, _ -> RunAs.account("nobody"))) {
            assertThat(connects(server)).isTrue();
            assertThat(Files.getOwner(data.resolve("postgres")).getName()).isEqualTo("nobody");
        }
        try (EmbeddedServer server = EmbeddedServer.start(data, _ -> RunAs.NAMESPACE)) {
            assertThat(connects(server)).isTrue();
        }
    }

    private static boolean connects(EmbeddedServer server) throws Exception {
        try (Connection connection = server.database("postgres").getConnection()) {
            return connection.isValid(10);
        }
    }
}
