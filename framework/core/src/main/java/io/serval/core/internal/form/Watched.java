package io.serval.core.internal.form;

import io.serval.core.ProblemException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Remembers what the parser on top of it forgets: how the stream began, and whether it failed rather than ended. */
final class Watched extends FilterInputStream {
    private final byte[] beginning;
    private int begun;
    private @Nullable IOException failure;

    Watched(InputStream stream, int remembered) {
        super(stream);
        beginning = new byte[remembered];
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            int read = super.read(bytes, offset, length);
            int remembered = Math.clamp(read, 0, beginning.length - begun);
            System.arraycopy(bytes, offset, beginning, begun, remembered);
            begun += remembered;
            return read;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    boolean beganWith(String text) {
        return text.equals(new String(Arrays.copyOf(beginning, begun), StandardCharsets.ISO_8859_1));
    }

    /** Returns the problem of a form that breaks off, or throws what made it do so. */
    ProblemException broken() throws IOException {
        if (failure != null) {
            throw failure;
        }
        return MultipartReader.broken("it breaks off, or a boundary in it is damaged");
    }
}
