package io.serval.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A process that is told to stop")
class StopTest {
    private static final String MAIN = """
            package app;
            import io.serval.cli.Serval;
            import java.lang.invoke.MethodHandles;
            public final class Serve {
                public static void main(String[] args) {
                    Serval.run(MethodHandles.lookup(), args, app -> app.onStop(() -> System.err.println("stop hook")));
                }
            }
            """;
    private static final String SLOW = """
            record slow(BackgroundTasks tasks) {
                String get() throws Exception {
                    System.err.println("in work");
                    System.in.read();
                    tasks.run("mail", () -> { Thread.sleep(100); System.err.println("mail sent"); });
                    return "done";
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    @DisplayName("row 91, F-08: answers what is in flight, refuses what is new, runs its stop hooks and ends with 0")
    void drains() throws Exception {
        Process process = start();
        try (BufferedReader output = process.inputReader(UTF_8);
                var client = HttpClient.newHttpClient()) {
            URI uri = URI.create(output.readLine().substring("ready ".length()));
            CompletableFuture<HttpResponse<String>> inFlight = client.sendAsync(
                    HttpRequest.newBuilder(uri.resolve("/slow")).build(), BodyHandlers.ofString());
            await().until(() -> errors().contains("in work"));

            new ProcessBuilder("kill", "-TERM", "" + process.pid()).start().waitFor();
            await().until(() -> refuses(uri.getPort()));
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();

            HttpResponse<String> answer = inFlight.get(20, TimeUnit.SECONDS);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("done");
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(errors()).containsSubsequence("mail sent", "stop hook", "stop: done");
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start() throws IOException {
        var files = new TreeFiles();
        files.source("../Serve.java", MAIN);
        files.source("slow.java", SLOW);
        assertThat(files.compileAll()).isEmpty();
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        files.classes() + File.pathSeparator + System.getProperty("java.class.path"),
                        "app.Serve",
                        "--port=0",
                        "--data=" + folder)
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    private String errors() throws IOException {
        return Files.readString(folder.resolve("err"));
    }

    private static boolean refuses(int port) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return !socket.isConnected();
        } catch (ConnectException e) {
            return true;
        }
    }
}
