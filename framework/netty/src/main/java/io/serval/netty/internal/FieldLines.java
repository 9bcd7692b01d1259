package io.serval.netty.internal;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import io.serval.core.Problem;
import io.serval.core.ProblemException;
import io.serval.netty.Limits;
import java.nio.charset.StandardCharsets;

/** The field lines of a header, or those of trailers, within their limits (RFC 9112 §5). */
final class FieldLines {
    private static final DefaultHttpHeadersFactory CHECKED_BEFORE =
            DefaultHttpHeadersFactory.headersFactory().withValidation(false);

    private final Limits limits;
    private final HttpHeaders fields = CHECKED_BEFORE.newHeaders();
    private int room;
    private int count;

    FieldLines(Limits limits) {
        this.limits = limits;
        room = limits.headerBytes();
    }

    /** How many bytes the next line may have. */
    int room() {
        return room;
    }

    Problem tooLong() {
        return Problem.of(431, "The header fields may have " + limits.headerBytes() + " bytes together.");
    }

    /** Adds the field of this line. */
    void add(byte[] line) {
        room -= line.length;
        if (++count > limits.headerFields()) {
            throw new ProblemException(Problem.of(431, "There may be " + limits.headerFields() + " header fields."));
        }
        if (Syntax.isSpace(line[0])) {
            throw Refusals.malformed("a field must be on one line; this one is folded (RFC 9112 §5.2)");
        }
        int colon = Syntax.token(line, 0);
        if (colon == 0 || colon == line.length || line[colon] != ':') {
            throw Refusals.malformed("a field is a name, a colon right behind it, and a value");
        }
        fields.add(FieldNames.of(line, colon), value(line, colon + 1));
    }

    HttpHeaders fields() {
        return fields;
    }

    private static String value(byte[] line, int from) {
        int begin = Syntax.space(line, from);
        int end = line.length;
        while (end > begin && Syntax.isSpace(line[end - 1])) {
            end--;
        }
        for (int i = begin; i < end; i++) {
            if (!Syntax.isText(line[i])) {
                throw Refusals.malformed("the value of a field has the control character "
                        + String.format("0x%02x", line[i]) + " in it");
            }
        }
        return new String(line, begin, end - begin, StandardCharsets.ISO_8859_1);
    }
}
