package io.serval.core;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.StackWalker.StackFrame;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What the client sent after the header. It can be read once; a second reader gets an {@link IllegalStateException} that
 * names the first.
 */
public final class Body {
    private final InputStream stream;
    private final AtomicReference<@Nullable StackFrame> reader = new AtomicReference<>();

    private Body(InputStream stream) {
        this.stream = stream;
    }

    /** Returns a body of bytes at hand; the array is not copied. */
    public static Body of(byte[] bytes) {
        return new Body(new ByteArrayInputStream(bytes));
    }

    /** Returns a body that is read as it arrives. */
    public static Body of(InputStream stream) {
        return new Body(stream);
    }

    /** Returns a body of no bytes. */
    public static Body empty() {
        return of(new byte[0]);
    }

    /** Returns the bytes as they arrive. Reading blocks until there are some. */
    public InputStream stream() {
        StackFrame first = reader.compareAndExchange(null, caller());
        if (first != null) {
            throw new IllegalStateException("The body was read before, by " + first + "; it can be read once.");
        }
        return stream;
    }

    /** Returns all bytes; blocks until the last has arrived. */
    public byte[] bytes() throws IOException {
        return stream().readAllBytes();
    }

    /** Walks up to the first frame outside of this class only; its line number is looked up when it is printed. */
    private static @Nullable StackFrame caller() {
        return StackWalker.getInstance()
                .walk(frames -> frames.dropWhile(frame -> frame.getClassName().equals(Body.class.getName()))
                        .findFirst()
                        .orElse(null));
    }
}
