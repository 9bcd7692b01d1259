package io.serval.netty;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs h2spec, the conformance suite for HTTP/2, against a server. */
final class H2spec {
    static final String ALL = "146 tests, 146 passed, 0 skipped, 0 failed";

    private static final String PACKED = "/h2spec/2.2.0/h2spec_linux_amd64.tar.gz";

    private H2spec() {}

    /** What came out of it. */
    record Result(String summary, List<String> failures) {}

    /** Whether the program runs on this machine. */
    static boolean runsHere() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")
                && List.of("amd64", "x86_64").contains(System.getProperty("os.arch"));
    }

    /** Runs all of its cases, the strict ones included. */
    static Result run(Path folder, int port, String... options) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(unpack(folder).toString());
        // Not the 2 s that it waits by default, since a machine may be busy.
        Collections.addAll(command, "--strict", "--timeout", "5", "--port", Integer.toString(port));
        Collections.addAll(command, options);
        Path output = folder.resolve("output.txt");
        Process h2spec = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!h2spec.waitFor(5, TimeUnit.MINUTES)) {
                throw new IOException("h2spec does not end.");
            }
        } finally {
            h2spec.destroyForcibly();
        }
        List<String> lines = Files.readAllLines(output);
        List<String> failures =
                lines.stream().dropWhile(line -> !line.startsWith("Failures:")).toList();
        return new Result(summary(lines.stream()), failures);
    }

    private static String summary(Stream<String> lines) {
        return lines.filter(line -> line.contains(" tests, ")).findFirst().orElse("no summary");
    }

    private static Path unpack(Path folder) throws IOException, InterruptedException {
        try (InputStream packed = Objects.requireNonNull(
                H2spec.class.getResourceAsStream(PACKED), "The h2spec program is not on the class path: " + PACKED)) {
            Path archive = folder.resolve("h2spec.tar.gz");
            Files.copy(packed, archive);
            Process tar = new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", folder.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (tar.waitFor() != 0) {
                throw new IOException("Cannot unpack h2spec: " + said);
            }
            return folder.resolve("h2spec");
        }
    }
}
