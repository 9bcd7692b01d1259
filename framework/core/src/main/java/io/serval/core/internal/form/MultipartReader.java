package io.serval.core.internal.form;

import io.serval.core.Part;
import io.serval.core.Problem;
import io.serval.core.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.fileupload2.core.FileUploadSizeException;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.apache.commons.fileupload2.core.MultipartInput.MalformedStreamException;
import org.jspecify.annotations.Nullable;

/** Reads the parts of a form (RFC 7578) as they arrive; what a client got wrong is a problem that says what. */
public final class MultipartReader {
    /** The media type of such forms. */
    public static final String MEDIA_TYPE = "multipart/form-data";

    private final Watched body;
    private final byte[] boundary;
    private final MultipartInput input;
    private @Nullable PartStream current;
    private int parts;
    private boolean ended;

    /**
     * Begins to read.
     *
     * @throws ProblemException 400 if the media type names no boundary that can be
     */
    public MultipartReader(HeaderValue mediaType, InputStream bytes) throws IOException {
        String text = mediaType.parameter("boundary").orElse("");
        if (text.isEmpty() || text.length() > 70) {
            throw broken("its Content-Type needs a boundary of 1 to 70 characters (RFC 2046 §5.1.1)");
        }
        boundary = text.getBytes(StandardCharsets.ISO_8859_1);
        body = new Watched(bytes, boundary.length + 4);
        input = MultipartInput.builder()
                .setInputStream(body)
                .setBoundary(boundary)
                .setMaxPartHeaderSize(FormLimits.PART_HEADER)
                .get();
        input.setHeaderCharset(StandardCharsets.UTF_8);
    }

    /** Skips what is left of the part before and returns the next, or empty after the last. */
    public Optional<Part> next() throws IOException {
        if (ended) {
            return Optional.empty();
        }
        try {
            ended = !advance();
            if (ended) {
                return Optional.empty();
            }
            if (++parts > FormLimits.PARTS) {
                throw new ProblemException(
                        Problem.of(413, "The form has more than " + FormLimits.PARTS + " fields and files."));
            }
            String header = input.readHeaders();
            current = new PartStream(input.newInputStream(), body);
            return Optional.of(part(header, current));
        } catch (FileUploadSizeException e) {
            throw new ProblemException(Problem.of(
                    413,
                    "The header of part " + parts + " of the form is longer than " + FormLimits.PART_HEADER
                            + " bytes."));
        } catch (MalformedStreamException e) {
            throw body.broken();
        }
    }

    private boolean advance() throws IOException {
        if (current != null) {
            current.skipToEnd();
            return input.readBoundary();
        }
        if (input.skipPreamble()) {
            return true;
        }
        if (body.beganWith("--" + new String(boundary, StandardCharsets.ISO_8859_1) + "--")) {
            return false;
        }
        throw broken("no line of it is the boundary that its Content-Type names");
    }

    private static Part part(String header, InputStream content) {
        Map<String, String> headers = headers(header);
        HeaderValue disposition = HeaderValue.parse(headers.getOrDefault("content-disposition", ""));
        String name = disposition
                .parameter("name")
                .filter(ignored -> disposition.value().equals("form-data"))
                .orElseThrow(() -> broken(
                        "a part has no name; each needs a header like Content-Disposition: form-data; name=\"x\""));
        return new Part(
                name,
                disposition.parameter("filename").map(FileName::base),
                headers.getOrDefault("content-type", "text/plain"),
                content);
    }

    /** The header's fields by name in lower case; not Headers, as names of files may hold any character. */
    private static Map<String, String> headers(String lines) {
        var headers = new HashMap<String, String>();
        for (String line : lines.split("\r\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                headers.putIfAbsent(name, line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    static ProblemException broken(String how) {
        return new ProblemException(Problem.of(400, "The body is not a " + MEDIA_TYPE + " form: " + how + "."));
    }
}
