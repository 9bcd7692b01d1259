package io.serval.core;

import io.serval.core.internal.form.FormLimits;
import io.serval.core.internal.form.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * One part of a {@link Multipart} form (RFC 7578 §4).
 *
 * @param name the field's name
 * @param filename the base name of the file, without the folders of the client's disk; empty for a field of text. A browser
 *     sends a file without a name, which is an empty text here, where the user chose none
 * @param contentType what the client says that the part holds; {@code text/plain} if it says nothing
 * @param stream the content as it arrives, until the next part is asked for. Reading blocks until there is some, and
 *     throws a {@link ProblemException}: 400 if the form breaks off, 413 if the body gets too large
 */
public record Part(String name, Optional<String> filename, String contentType, InputStream stream) {
    /**
     * Returns the rest of the content as a text in UTF-8.
     *
     * @throws ProblemException 413 if it has more than 64 KiB, 400 if it is not UTF-8
     */
    public String text() throws IOException {
        byte[] bytes = stream.readNBytes(FormLimits.FIELD + 1);
        if (bytes.length > FormLimits.FIELD) {
            throw new ProblemException(Problem.of(
                    413,
                    "The form's field '" + name + "' has more than " + FormLimits.FIELD
                            + " bytes. Send long content as a file."));
        }
        return Utf8.decode(bytes)
                .orElseThrow(() -> new ProblemException(Problem.fault(pointer(), "Expected a text in UTF-8.")));
    }

    private String pointer() {
        return new Place("/form", fault -> {}).field(name).pointer();
    }
}
