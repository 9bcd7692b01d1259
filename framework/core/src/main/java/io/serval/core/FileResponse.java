package io.serval.core;

import io.serval.core.internal.http.HttpDates;
import io.serval.core.internal.http.MediaTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/** Makes responses of files. */
final class FileResponse {
    private FileResponse() {}

    static Response of(Path path) throws IOException {
        var attributes = Files.readAttributes(path, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
            throw new NoSuchFileException(path.toString(), null, "it is not a regular file");
        }
        Instant modified = attributes.lastModifiedTime().toInstant();
        long nanos = modified.getEpochSecond() * 1_000_000_000 + modified.getNano();
        return new Response(
                200,
                Headers.of(
                        "Content-Type", MediaTypes.of(path.toString()),
                        "Last-Modified", HttpDates.write(modified),
                        "ETag", '"' + Long.toHexString(nanos) + '-' + Long.toHexString(attributes.size()) + '"'),
                new Content.File(path, 0, attributes.size()));
    }
}
