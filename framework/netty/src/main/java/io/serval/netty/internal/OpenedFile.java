package io.serval.netty.internal;

import io.netty.channel.DefaultFileRegion;
import io.serval.core.Content;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.StandardOpenOption;

/** What became of a piece of a file that is to be sent over a plain connection. */
sealed interface OpenedFile {
    /** So much is read at once: that costs less than what the kernel needs to begin. */
    int READ_AT_ONCE = 64 * 1024;

    /** The piece was small: here it is. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Read(byte[] bytes) implements OpenedFile {}

    /** The file is open, and as long as it has to be. */
    record Open(FileChannel channel, long offset, long length) implements OpenedFile {
        private static final int PIECE = 256 * 1024;

        /**
         * Sends it within the kernel, from the disk to the socket: a part at a time, so that one large file does not keep
         * the loop from its other connections, and a client is seen to make progress. Then closes it and runs the task;
         * if the client leaves, it is closed and no more. On the loop.
         */
        void send(Wire wire, Runnable sent) {
            if (length == 0) {
                close();
                sent.run();
                return;
            }
            long now = Math.min(PIECE, length);
            wire.send(
                    new Region(channel, offset, now),
                    () -> new Open(channel, offset + now, length - now).send(wire, sent));
        }

        @Override
        public void close() {
            OpenedFile.close(channel);
        }
    }

    /** It cannot be read. */
    record Failed(Exception why) implements OpenedFile {}

    /** Whether the kernel knows the file, and not only a library, as one within an archive. */
    static boolean possible(Content.File piece) {
        return piece.length() > 0 && piece.path().getFileSystem().equals(FileSystems.getDefault());
    }

    /** Opens or reads the piece. Blocks. */
    static OpenedFile of(Content.File piece) {
        try {
            return piece.length() > READ_AT_ONCE
                    ? new Open(open(piece), piece.offset(), piece.length())
                    : new Read(read(piece));
        } catch (IOException | RuntimeException e) {
            return new Failed(e);
        }
    }

    /** Lets go of it unsent. */
    default void close() {}

    private static FileChannel open(Content.File piece) throws IOException {
        FileChannel file = FileChannel.open(piece.path(), StandardOpenOption.READ);
        try {
            if (file.size() - piece.length() < piece.offset()) {
                throw new EOFException(piece.path() + " has only " + file.size() + " bytes, too few for "
                        + piece.length() + " from byte " + piece.offset() + " on.");
            }
            return file;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private static byte[] read(Content.File piece) throws IOException {
        try (FileChannel file = open(piece)) {
            var bytes = ByteBuffer.allocate((int) piece.length());
            while (bytes.hasRemaining()) {
                if (file.read(bytes, piece.offset() + bytes.position()) < 0) {
                    throw new EOFException(piece.path() + " has become shorter while it was read.");
                }
            }
            return bytes.array();
        }
    }

    private static void close(FileChannel file) {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves the file open for the next part, unless this one could not be sent. */
    final class Region extends DefaultFileRegion {
        private final FileChannel file;

        Region(FileChannel file, long position, long count) {
            super(file, position, count);
            this.file = file;
        }

        @Override
        protected void deallocate() {
            if (transferred() < count()) {
                OpenedFile.close(file);
            }
        }
    }
}
