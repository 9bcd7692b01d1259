package io.serval.core;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.OptionalLong;

/** Reads a stream up to a limit; what lies beyond is a 413. */
final class LimitedStream extends InputStream {
    private final InputStream in;
    private final OptionalLong length;
    private final long limit;
    private long left;

    LimitedStream(InputStream in, OptionalLong length, long limit) {
        this.in = in;
        this.length = length;
        this.limit = limit;
        this.left = limit;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        if (length.orElse(0) > limit) {
            throw tooLarge(Long.toString(length.getAsLong()));
        }
        if (count == 0) {
            return 0;
        }
        if (left == 0) {
            return end();
        }
        int read = in.read(bytes, offset, (int) Math.min(count, left));
        left -= Math.max(read, 0);
        return read;
    }

    @Override
    public int available() throws IOException {
        return (int) Math.min(in.available(), left);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** A body as large as its limit is fine; only one byte more tells it from a larger one. */
    private int end() throws IOException {
        if (in.read() >= 0) {
            throw tooLarge("more");
        }
        return -1;
    }

    private ProblemException tooLarge(String actual) {
        return new ProblemException(Problem.of(
                413, "The body may have " + limit + " bytes, and this one has " + actual + ". Send a smaller one."));
    }
}
