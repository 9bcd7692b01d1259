package io.serval.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.serval.core.Response;
import io.serval.netty.NettyServer.Settings;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** No exceptions: every case passes. */
@ExtendWith(Leaks.class)
class H2specTest {
    @TempDir
    private Path folder;

    @Test
    @DisplayName("h2spec passes whole in clear, by prior knowledge")
    void conformsInClear() throws Exception {
        check(Settings.onPort(0));
    }

    private void check(Settings settings, String... options) throws Exception {
        assumeTrue(H2spec.runsHere(), "The h2spec program is one for Linux on x86-64.");
        try (var server = NettyServer.start(settings, request -> Response.text(200, "Hello, World!"))) {
            H2spec.Result result = H2spec.run(folder, server.port(), options);

            assertThat(result.failures()).isEmpty();
            assertThat(result.summary()).isEqualTo(H2spec.ALL);
        }
    }
}
