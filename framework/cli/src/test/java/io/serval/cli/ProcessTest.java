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
import java.util.Map;
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
    @DisplayName("row 145: prints one line when it serves, drains on a signal and ends with 0")
    @ValueSource(strings = {"TERM", "INT"})
    void servesAndDrains(String signal) throws Exception {
        Process process = start(Map.of(), "--port", "0");
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String ready = output.readLine();
        assertThat(ready).matches("ready http://localhost:\\d+");
        URI uri = URI.create(ready.substring("ready ".length()));
        assertThat(((HttpURLConnection) uri.toURL().openConnection()).getResponseCode())
                .isEqualTo(404);

        new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start().waitFor();

        assertThat(exit(process)).isZero();
        assertThat(output.readLine()).isNull();
        assertThat(errors())
                .containsSubsequence("stop: no more", "background work has ended: SHUTDOWN", "stop hook", "stop: done");
    }

    @Test
    @DisplayName("row 144: takes its port from the environment, and says which one it got for 0")
    void portOfEnvironment() throws Exception {
        Process process = start(Map.of("PORT", "0"));
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.readLine()).matches("ready http://localhost:[1-9]\\d*");
        } finally {
            process.destroy();
        }
        assertThat(exit(process)).isZero();
    }

    @Test
    @DisplayName("row 146: sums up on stderr what it serves, where, and how to go on; without colours")
    void summary() throws Exception {
        Process process = start(Map.of(), "--port=0", "--dev");
        String ready;
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            ready = output.readLine();
        } finally {
            process.destroy();
        }
        assertThat(exit(process)).isZero();
        String uri = ready.substring("ready ".length());
        assertThat(errors().replaceFirst("in \\d+ ms", "in N ms")).startsWith("""
                0 routes, 0 middleware classes; started in N ms
                serves %1$s to this machine only; --host 0.0.0.0 serves every network
                health %1$s/readyz
                dev mode: errors are explained to whoever asks, stack traces included
                stop with Ctrl-C or SIGTERM
                """.formatted(uri));
    }

    @Test
    @DisplayName("row 145: ends with 64 and the reason if a flag is wrong")
    void wrongFlag() throws Exception {
        Process process = start(Map.of(), "--prot", "1");

        assertThat(exit(process)).isEqualTo(64);
        assertThat(errors()).startsWith("Unknown flag --prot.");
    }

    @Test
    @DisplayName("row 90: ends with 1 and the reason if a start hook fails")
    void failedHook() throws Exception {
        Process process = start(Map.of("HELLO_HOOK_FAILS", "1"), "--port=0");

        assertThat(exit(process)).isEqualTo(1);
        assertThat(errors()).contains("A start hook failed: no licence").doesNotContain("serves http");
    }

    @Test
    @DisplayName("row 145: ends with 1 and the reason, without a stack trace, if it cannot start")
    void failedStart() throws Exception {
        Process process = start(Map.of("HELLO_FAILS", "1"), "--port", "0");

        assertThat(exit(process)).isEqualTo(1);
        assertThat(errors()).isEqualTo("Hello was told to fail.\n");
    }

    @Test
    @DisplayName("ends with 1 and what to do if the port is in use")
    void portInUse() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process process = start(Map.of(), "--port", "" + taken.getLocalPort());

            assertThat(exit(process)).isEqualTo(1);
            assertThat(errors()).contains("Port " + taken.getLocalPort() + " is in use", "--port");
        }
    }

    private Process start(Map<String, String> environment, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Hello.class.getName()));
        command.addAll(List.of(args));
        var builder =
                new ProcessBuilder(command).redirectError(folder.resolve("err").toFile());
        // What the test itself was started with is no configuration of Hello's.
        builder.environment().keySet().removeIf(name -> name.startsWith("SERVAL_"));
        builder.environment().putAll(environment);
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
