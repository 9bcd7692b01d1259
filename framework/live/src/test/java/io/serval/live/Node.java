package io.serval.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Node.js, which runs the tests of the browser module, and the compiler of TypeScript from npm, which checks its types. */
final class Node {
    private static final Path PACKAGE = Path.of("src", "test", "node");
    private static final Path INSTALLED = Path.of("target", "node");
    private static final Path COMPILER = INSTALLED.resolve("node_modules/typescript/bin/tsc");

    private Node() {}

    /** Runs a command of Node to its end and returns what it printed; the test fails if the command does. */
    static String run(List<String> command) throws Exception {
        assumeThere();
        return runIn(Path.of("."), command);
    }

    /** Compiles what the file of settings says, and returns the compiler's messages. */
    static String compile(Path settings) throws Exception {
        assumeThere();
        install();
        Process compiler = new ProcessBuilder(
                        "node", COMPILER.toString(), "--pretty", "false", "-p", settings.toString())
                .redirectErrorStream(true)
                .start();
        String messages = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(compiler.waitFor() == 0).as(messages).isEqualTo(messages.isBlank());
        return messages;
    }

    /** Skips the test where there is no Node, unless {@code SERVAL_REQUIRE} names {@code node}. */
    private static void assumeThere() {
        boolean there = Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "npm")));
        boolean required = System.getenv().getOrDefault("SERVAL_REQUIRE", "").contains("node");
        assumeTrue(there || required, "neither node nor npm on the PATH");
    }

    private static synchronized void install() throws Exception {
        if (Files.exists(COMPILER) && Files.mismatch(PACKAGE.resolve("package-lock.json"), lock()) < 0) {
            return;
        }
        Files.createDirectories(INSTALLED);
        try (Stream<Path> files = Files.list(PACKAGE)) {
            for (Path file : files.toList()) {
                Files.copy(file, INSTALLED.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        runIn(INSTALLED, List.of("npm", "ci", "--ignore-scripts"));
    }

    private static Path lock() {
        return INSTALLED.resolve("package-lock.json");
    }

    private static String runIn(Path folder, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
