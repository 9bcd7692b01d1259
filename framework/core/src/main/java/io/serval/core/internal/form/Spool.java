package io.serval.core.internal.form;

import io.serval.core.Problem;
import io.serval.core.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps a little in memory, and more in a temporary file that only this user may read. Written once, then read. */
public final class Spool extends OutputStream {
    private static final Logger LOG = System.getLogger(Spool.class.getName());

    /** Makes an empty file. */
    @FunctionalInterface
    interface TempFiles {
        Path create() throws IOException;
    }

    private final int inMemory;
    private final TempFiles files;
    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private @Nullable Path file;
    private @Nullable OutputStream out;
    private long size;

    /** Creates a spool that keeps files up to {@link FormLimits#IN_MEMORY} off the disk. */
    public Spool() {
        this(FormLimits.IN_MEMORY, () -> Files.createTempFile("serval-upload-", null));
    }

    Spool(int inMemory, TempFiles files) {
        this.inMemory = inMemory;
        this.files = files;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    /**
     * Adds to the content.
     *
     * @throws ProblemException 507 if there is no room for it
     */
    @Override
    public void write(byte[] bytes, int offset, int length) {
        try {
            if (out == null && size + length > inMemory) {
                beginFile();
            }
            (out == null ? memory : out).write(bytes, offset, length);
            size += length;
        } catch (IOException e) {
            throw noRoom(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
        }
    }

    /** How many bytes were written. */
    public long size() {
        return size;
    }

    /** Returns the content from its beginning. */
    public InputStream open() throws IOException {
        return file == null ? new ByteArrayInputStream(memory.toByteArray()) : Files.newInputStream(file);
    }

    /**
     * Moves the content to a file that does not exist yet.
     *
     * @throws java.nio.file.FileAlreadyExistsException if it does
     */
    public void moveTo(Path target) throws IOException {
        close();
        if (file == null) {
            Files.write(target, memory.toByteArray(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } else {
            Files.move(file, target);
        }
    }

    /** Deletes the temporary file, if there is one. */
    public void delete() {
        try {
            close();
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, () -> "The temporary file " + file + " of an upload could not be deleted.", e);
        }
    }

    /** A disk that is full is nothing that a stack trace explains. */
    private static ProblemException noRoom(IOException e) {
        LOG.log(
                Level.ERROR,
                () -> "An upload cannot be stored in the folder for temporary files, "
                        + System.getProperty("java.io.tmpdir") + ": " + e.getMessage()
                        + ". Make room there, or set -Djava.io.tmpdir to another folder.");
        return new ProblemException(Problem.of(507, "The server has no room for this upload now. Try again later."));
    }

    private void beginFile() throws IOException {
        file = files.create();
        out = Files.newOutputStream(file);
        memory.writeTo(out);
        memory.reset();
    }
}
