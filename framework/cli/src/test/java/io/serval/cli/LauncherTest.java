package io.serval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The launcher")
class LauncherTest {
    @TempDir
    private Path checkout;

    @Test
    @DisplayName("row 145: ends with what the application ended with")
    void childsCode() throws Exception {
        build("demo", "System.exit(Integer.parseInt(args[args.length - 1]));");

        assertThat(serval("run", "demo", "7")).isEqualTo(7);
        assertThat(serval("run", "demo", "0")).isZero();
    }

    @Test
    @DisplayName("row 145: ends with 64 if it was called in a way that it does not know")
    void usage() throws Exception {
        build("demo", "");

        assertThat(serval("run")).isEqualTo(64);
        assertThat(serval("run", "nothing")).isEqualTo(64);
        assertThat(serval("walk")).isEqualTo(64);
        assertThat(serval("db")).isEqualTo(64);
        assertThat(serval("db", "new-epoch")).isEqualTo(64);
        assertThat(serval("help")).isZero();
    }

    /** Lays out a checkout with one application that was built before. */
    private void build(String app, String main) throws IOException {
        Files.copy(Path.of("..", "..", "serval"), checkout.resolve("serval"));
        Files.createFile(checkout.resolve("pom.xml"));
        Files.createDirectories(checkout.resolve("framework/core/src/main"));
        Files.createFile(checkout.resolve("framework/core/pom.xml"));
        Path folder = checkout.resolve("apps").resolve(app);
        Path source = folder.resolve("src/main/java/demo/Demo.java");
        Files.createDirectories(source.getParent());
        Files.writeString(
                source,
                "package demo; public final class Demo { public static void main(String[] args) { " + main + " } }");
        Files.createFile(folder.resolve("pom.xml"));
        Path classes = Files.createDirectories(folder.resolve("target/classes"));
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-proc:none", "-d", classes.toString(), source.toString()))
                .isZero();
        Files.writeString(folder.resolve("target/serval.classpath"), classes.toString());
    }

    private int serval(String... words) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("sh", checkout.resolve("serval").toString()));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(checkout.resolve("out").toFile()));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
