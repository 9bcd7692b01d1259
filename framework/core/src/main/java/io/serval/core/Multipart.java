package io.serval.core;

import io.serval.core.internal.form.MultipartReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The parts of a {@code multipart/form-data} body (RFC 7578) in their order, read as they arrive: for a route that takes
 * large files and wants none of them on disk. Can be iterated once; each part's stream is valid until the next part is
 * asked for. Iterating blocks until a part begins, and throws a {@link ProblemException}: 400 if the form is broken, 413 if
 * it is too large.
 */
public final class Multipart implements Iterable<Part> {
    private final MultipartReader reader;
    private boolean iterated;

    Multipart(MultipartReader reader) {
        this.reader = reader;
    }

    /**
     * Returns the parts. Where the client's connection breaks, the iterator throws an {@link UncheckedIOException}.
     *
     * @throws IllegalStateException when called again
     */
    @Override
    public Iterator<Part> iterator() {
        if (iterated) {
            throw new IllegalStateException("The parts of a form can be iterated once, as they are not kept.");
        }
        iterated = true;
        return new Parts();
    }

    private final class Parts implements Iterator<Part> {
        private Optional<Part> next = Optional.empty();
        private boolean known;

        @Override
        public boolean hasNext() {
            if (!known) {
                try {
                    next = reader.next();
                } catch (IOException e) {
                    throw new UncheckedIOException("The form could not be read to its end.", e);
                }
                known = true;
            }
            return next.isPresent();
        }

        @Override
        public Part next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            known = false;
            return next.orElseThrow();
        }
    }
}
