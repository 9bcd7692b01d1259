package io.serval.core;

import io.serval.core.internal.form.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * A file that a client sent in a form (RFC 7578). A small one is kept in memory, a larger one in a temporary file that is
 * deleted when the request's scope ends. Not for use by several threads.
 */
public final class Upload {
    private final String filename;
    private final String contentType;
    private final Spool content;

    Upload(String filename, String contentType, Spool content) {
        this.filename = filename;
        this.contentType = contentType;
        this.content = content;
    }

    /** Returns an upload of bytes at hand, for tests of routes. */
    public static Upload of(String filename, String contentType, byte[] content) {
        var spool = new Spool();
        spool.write(content, 0, content.length);
        return new Upload(filename, contentType, spool);
    }

    /**
     * The name that the client gave the file: a plain name, without folders or control characters. Do not take it for
     * unique, nor for one that your file system can hold.
     */
    public String filename() {
        return filename;
    }

    /** What the client says that the file holds; nobody checked. */
    public String contentType() {
        return contentType;
    }

    /** The size in bytes. */
    public long size() {
        return content.size();
    }

    /** Returns the content from its beginning; may be called again, until the file is moved. Close it. */
    public InputStream stream() throws IOException {
        return content.open();
    }

    /**
     * Moves the file to where it is to stay, readable by this user only; afterwards it can no longer be read from here.
     *
     * @throws java.nio.file.FileAlreadyExistsException if there is a file of that name
     */
    public void moveTo(Path target) throws IOException {
        content.moveTo(target);
    }
}
