package carriers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
    @TempDir
    Path data = Path.of("");

    @Test
    @DisplayName("Told to, the process ends with its standard input, which closes also when its parent is killed")
    void endsWithStdin() throws Exception {
        Process process = started("1");
        process.outputWriter().close();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    @DisplayName("Watching its standard input does not keep the process from ending on SIGTERM")
    void endsOnSigterm() throws Exception {
        Process process = started("1");
        process.toHandle().destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    @DisplayName("Not told to, it goes on without a standard input")
    void goesOn() throws Exception {
        Process process = started("0");
        process.outputWriter().close();
        assertThat(process.waitFor(1, TimeUnit.SECONDS)).isFalse();
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    private Process started(String stopWithStdin) throws IOException {
        var builder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "carriers.Carriers",
                        "--port",
                        "0",
                        "--data",
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("CARRIERS_STOP_WITH_STDIN", stopWithStdin);
        Process process = builder.start();
        BufferedReader stdout = process.inputReader();
        assertThat(stdout.readLine()).startsWith("ready http://localhost:");
        return process;
    }
}
