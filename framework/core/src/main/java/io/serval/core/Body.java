package io.serval.core;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What the client sent after the header. It can be read once, by one thread at a time; a second reader gets an {@link
 * IllegalStateException} that names the first.
 *
 * <p>A body has a limit. Reading beyond it throws a {@link ProblemException} 413 (RFC 9110 §15.5.14), and so does the
 * first read of a body whose declared length is larger.
 */
public final class Body {
    private static final long UNKNOWN = -1;

    private final Source source;
    private final long limit;

    /** What all bodies share that differ in their limit only. */
    private record Source(InputStream stream, long length, AtomicReference<@Nullable Object> reader) {}

    private Body(Source source, long limit) {
        this.source = source;
        this.limit = limit;
    }

    /** Returns a body of bytes at hand, without a limit; the array is not copied. */
    public static Body of(byte[] bytes) {
        return of(new ByteArrayInputStream(bytes), bytes.length, Long.MAX_VALUE);
    }

    /** Returns a body of unknown length that is read as it arrives, without a limit. */
    public static Body of(InputStream stream) {
        return of(stream, Long.MAX_VALUE);
    }

    /**
     * Returns a body of unknown length that is read as it arrives.
     *
     * @param limit how many bytes it may have
     */
    public static Body of(InputStream stream, long limit) {
        return new Body(new Source(stream, UNKNOWN, new AtomicReference<>()), checked(limit));
    }

    /**
     * Returns a body that is read as it arrives.
     *
     * @param length how many bytes it has, as declared in {@code Content-Length}
     * @param limit how many bytes it may have
     */
    public static Body of(InputStream stream, long length, long limit) {
        if (length < 0) {
            throw new IllegalArgumentException("A body has at least 0 bytes, not " + length + ".");
        }
        return new Body(new Source(stream, length, new AtomicReference<>()), checked(limit));
    }

    /** Returns a body of no bytes. */
    public static Body empty() {
        return of(new byte[0]);
    }

    /**
     * Returns this body under another limit, larger or smaller. It is still the same body: reading either is the one
     * time that it can be read, under the limit of the one that is read.
     *
     * @param bytes how many bytes it may have
     */
    public Body limit(long bytes) {
        return new Body(source, checked(bytes));
    }

    /** How many bytes the body has, if that was declared; empty for one that is sent in chunks. */
    public OptionalLong length() {
        return source.length == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(source.length);
    }

    /**
     * Returns the bytes as they arrive. Reading blocks until there are some, and throws
     *
     * <ul>
     *   <li>a {@link ProblemException} 413 beyond the limit, 408 if the client sends nothing for too long, 400 if what it
     *       sends is no body;
     *   <li>an {@link IOException} if the client leaves or the thread is interrupted.
     * </ul>
     */
    public InputStream stream() {
        return stream(source.reader.get() == null ? caller() : "");
    }

    private InputStream stream(Object reader) {
        Object first = source.reader.compareAndExchange(null, reader);
        if (first != null) {
            throw new IllegalStateException("The body was read before, by " + first + "; it can be read once.");
        }
        return limit == Long.MAX_VALUE ? source.stream : new LimitedStream(source.stream, length(), limit);
    }

    /** Returns all bytes; blocks until the last has arrived, and throws what reading the {@link #stream()} throws. */
    public byte[] bytes() throws IOException {
        return all(stream());
    }

    /**
     * Returns all bytes, as {@link #bytes()} does, to a part of the framework.
     *
     * @param reader what to call it if the body is read once more: to look for the caller costs more than a small body
     */
    byte[] bytes(String reader) throws IOException {
        return all(stream(reader));
    }

    /** Of a body whose length is known, no larger array is made than it needs. */
    private byte[] all(InputStream in) throws IOException {
        return source.length == UNKNOWN || source.length > Integer.MAX_VALUE
                ? in.readAllBytes()
                : in.readNBytes((int) source.length);
    }

    /** Walks up to the first frame outside of this class only; its line number is looked up when it is printed. */
    private static Object caller() {
        return StackWalker.getInstance()
                .walk(frames -> frames.dropWhile(frame -> frame.getClassName().equals(Body.class.getName()))
                        .<Object>map(frame -> frame)
                        .findFirst()
                        .orElse("nobody"));
    }

    private static long checked(long limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("The limit of a body is at least 0 bytes, not " + limit + ".");
        }
        return limit;
    }
}
