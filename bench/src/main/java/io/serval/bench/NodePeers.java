package io.serval.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * The peers that npm installs, by the lock file in {@code bench/peers/node/}.
 *
 * @param folder where they are installed
 */
record NodePeers(Path folder) {
    private static final List<String> FILES =
            List.of("package.json", "package-lock.json", "bursts.js", "ws.js", "socketio.js", "bun.js");

    /** Installs them; nothing, and says so, if npm is not on the PATH. */
    static Optional<NodePeers> install() throws IOException, InterruptedException {
        boolean found = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "npm")));
        if (!found) {
            System.out.println("npm is not on the PATH: ws, bun and socket.io are not measured.");
            return Optional.empty();
        }
        Path folder = Path.of("bench", "target", "node").toAbsolutePath();
        Files.createDirectories(folder);
        for (String file : FILES) {
            Files.copy(
                    Path.of("bench", "peers", "node", file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        // No package needs its scripts: those with native code bring it built.
        int status = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("npm.log").toFile())
                .start()
                .waitFor();
        if (status != 0) {
            throw new BenchException("npm ci has failed; see " + folder.resolve("npm.log"));
        }
        return Optional.of(new NodePeers(folder));
    }

    /** The command that runs a script, by Bun or by Node. */
    ProcessBuilder command(String script) throws IOException {
        String program = script.equals("bun.js") ? bun().toString() : "node";
        return new ProcessBuilder(program, script).directory(folder.toFile());
    }

    String version(String artifact) {
        return JsonMapper.shared()
                .readTree(modules().resolve(artifact).resolve("package.json").toFile())
                .path("version")
                .asString();
    }

    /** npm picks the package of Bun's program for this machine. */
    private Path bun() throws IOException {
        try (Stream<Path> packages = Files.list(modules().resolve("@oven"))) {
            return packages.map(each -> each.resolve("bin").resolve("bun"))
                    .filter(Files::isExecutable)
                    .sorted()
                    .findFirst()
                    .orElseThrow(() -> new BenchException("npm has installed no Bun for this machine."));
        }
    }

    private Path modules() {
        return folder.resolve("node_modules");
    }
}
