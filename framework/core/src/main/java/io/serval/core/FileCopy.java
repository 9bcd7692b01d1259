package io.serval.core;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/** Copies pieces of files to streams. */
final class FileCopy {
    private static final int BUFFER = 16 * 1024;

    private FileCopy() {}

    static void copy(Content.File file, OutputStream out) throws IOException {
        var buffer = ByteBuffer.allocate((int) Math.min(BUFFER, file.length()));
        long end = Math.addExact(file.offset(), file.length());
        try (var channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
            for (long at = file.offset(); at < end; at += buffer.position()) {
                buffer.clear().limit((int) Math.min(buffer.capacity(), end - at));
                if (channel.read(buffer, at) < 0) {
                    throw new EOFException(
                            file.path() + " ends at byte " + at + ", before the " + end + " that it had.");
                }
                out.write(buffer.array(), 0, buffer.position());
            }
        }
    }
}
