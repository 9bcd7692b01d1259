package io.serval.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.core.Upgrade;
import io.serval.netty.NettyServer.Settings;
import io.serval.netty.RawClient.Answer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What asks for a WebSocket, or does not")
@ExtendWith(Leaks.class)
class UpgradeTest {
    private static final NettyServer SERVER = NettyServer.start(
            Settings.onPort(0), request -> Upgrade.to(socket -> {}).toResponse(request));

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @ParameterizedTest(name = "{0} over {1} with Upgrade: {2} is a {3}")
    @DisplayName("S-02, S-06: is refused by what its connection can do: 405, 501, 426")
    @CsvSource({
        "POST, HTTP/1.0, websocket, 405",
        "POST, HTTP/1.1, websocket, 405",
        "GET, HTTP/1.0, websocket, 501",
        "GET, HTTP/1.0, none, 501",
        "GET, HTTP/1.1, none, 426"
    })
    void refused(String method, String version, String upgrade, int status) throws IOException {
        try (var client = new RawClient(SERVER)) {
            Answer answer = client.send(method + " /chat " + version
                            + "\r\nHost: test\r\nContent-Length: 0\r\nConnection: Upgrade\r\nUpgrade: " + upgrade
                            + "\r\n\r\n")
                    .answer();

            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
            assertThat(answer.header("allow")).isEqualTo(status == 405 ? "GET" : "");
            assertThat(answer.header("upgrade")).isEqualTo(status == 426 ? "websocket" : "");
        }
    }
}
