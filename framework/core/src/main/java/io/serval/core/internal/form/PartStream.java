package io.serval.core.internal.form;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.commons.fileupload2.core.MultipartInput.MalformedStreamException;

/** The content of one part, up to the next boundary. */
final class PartStream extends InputStream {
    private final InputStream content;
    private final Watched body;
    private boolean over;

    PartStream(InputStream content, Watched body) {
        this.content = content;
        this.body = body;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (over) {
            throw new IllegalStateException(
                    "The next part of the form was asked for; read each part before, or keep a copy of it.");
        }
        try {
            return content.read(bytes, offset, length);
        } catch (MalformedStreamException e) {
            throw body.broken();
        }
    }

    void skipToEnd() throws IOException {
        if (!over) {
            transferTo(OutputStream.nullOutputStream());
            over = true;
        }
    }
}
