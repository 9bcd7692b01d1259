package io.serval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An application's process")
class ProcessTest {
    @TempDir
    private Path folder;

    @ParameterizedTest(name = "SIG{0}")
    @DisplayName("prints one line when it serves, drains on a signal and ends with 0")
    @ValueSource(strings = {"TERM", "INT"})
    void servesAndDrains(String signal) throws Exception {
        Process process = start(List.of("--port", "0"), false);
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String ready = output.readLine();
        assertThat(ready).matches("ready http://localhost:\\d+");
        URI uri = URI.create(ready.substring("ready ".length()));
        assertThat(((HttpURLConnection) uri.toURL().openConnection()).getResponseCode())
                .isEqualTo(404);

        new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start().waitFor();

        assertThat(exit(process)).isZero();
        assertThat(output.readLine()).isNull();
        assertThat(errors()).contains("background work has ended: SHUTDOWN");
    }

    @Test
    @DisplayName("ends with 64 and the reason if a flag is wrong")
    void wrongFlag() throws Exception {
        Process process = start(List.of("--prot", "1"), false);

        assertThat(exit(process)).isEqualTo(64);
        assertThat(errors()).startsWith("Unknown flag --prot.");
    }

    @Test
    @DisplayName("ends with 1 and the reason, without a stack trace, if it cannot start")
    void failedStart() throws Exception {
        Process process = start(List.of("--port", "0"), true);

        assertThat(exit(process)).isEqualTo(1);
        assertThat(errors()).isEqualTo("Hello was told to fail.\n");
    }

    @Test
    @DisplayName("ends with 1 and what to do if the port is in use")
    void portInUse() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process process = start(List.of("--port", "" + taken.getLocalPort()), false);

            assertThat(exit(process)).isEqualTo(1);
            assertThat(errors()).contains("Port " + taken.getLocalPort() + " is in use", "--port");
        }
    }

    private Process start(List<String> args, boolean failing) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Hello.class.getName()));
        command.addAll(args);
        var builder =
                new ProcessBuilder(command).redirectError(folder.resolve("err").toFile());
        if (failing) {
            builder.environment().put("HELLO_FAILS", "1");
        }
        return builder.start();
    }

    private String errors() throws IOException {
        return Files.readString(folder.resolve("err"));
    }

    private static int exit(Process process) throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("did not end within a minute");
        }
        return process.exitValue();
    }
}
