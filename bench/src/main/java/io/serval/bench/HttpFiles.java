package io.serval.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Random;

/**
 * What servers and clients read.
 *
 * @param folder is on the class path of each server
 * @param file the content of {@code /file.bin}: 16 KiB which do not compress
 * @param order the body of a POST
 */
record HttpFiles(Path folder, byte[] file, String order) {
    private static final int FILE_BYTES = 16 * 1024;

    static HttpFiles write() throws IOException {
        Path folder = Path.of("bench", "target", "http").toAbsolutePath();
        byte[] file = new byte[FILE_BYTES];
        new Random(FILE_BYTES).nextBytes(file);
        var files = new HttpFiles(folder, file, resource("/http/order.json").strip());
        Files.createDirectories(files.publicFolder());
        Files.write(files.publicFolder().resolve("file.bin"), file);
        Files.writeString(files.script(), """
                wrk.method = "POST"
                wrk.headers["Content-Type"] = "application/json"
                wrk.body = [[%s]]
                """.formatted(files.order()));
        return files;
    }

    /** The folder of the static file. */
    Path publicFolder() {
        return folder.resolve("public");
    }

    /** Tells wrk to post the order. */
    Path script() {
        return folder.resolve("order.lua");
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(HttpFiles.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
