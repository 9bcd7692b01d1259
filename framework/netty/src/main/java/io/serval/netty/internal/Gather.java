package io.serval.netty.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes bytes that many clients get straight to their sockets. What one client gets in a turn of the loop is gathered, then
 * copied side by side and handed over by one system call, past the pipeline, its promises and its queue. One for each loop.
 */
final class Gather {
    /** So much is gathered for one client; more goes the ordinary way. */
    static final int ROOM = 64 * 1024;

    private final ByteBuffer room = ByteBuffer.allocateDirect(ROOM);
    private @Nullable Batch free;

    /** What is gathered for one client. */
    static final class Batch {
        private ByteBuf[] frames = new ByteBuf[4];
        private int count;
        private int bytes;
        /** The next of those that are free. */
        private @Nullable Batch next;

        private Batch() {}

        /** Takes a frame, which stays as it is and where it is; false if there is no room for it. */
        boolean add(ByteBuf frame) {
            if (bytes + frame.readableBytes() > ROOM) {
                return false;
            }
            if (count == frames.length) {
                frames = Arrays.copyOf(frames, 2 * count);
            }
            frames[count++] = frame;
            bytes += frame.readableBytes();
            return true;
        }

        int count() {
            return count;
        }

        ByteBuf frame(int index) {
            return frames[index];
        }
    }

    /** Returns a batch that holds nothing; give it {@linkplain #release back}. */
    Batch take() {
        Batch batch = free;
        if (batch == null) {
            return new Batch();
        }
        free = batch.next;
        batch.next = null;
        return batch;
    }

    void release(Batch batch) {
        Arrays.fill(batch.frames, 0, batch.count, Unpooled.EMPTY_BUFFER);
        batch.count = 0;
        batch.bytes = 0;
        batch.next = free;
        free = batch;
    }

    /**
     * Writes the batch to the socket. Returns what the socket did not take; not readable if it took all.
     *
     * @throws IOException if the socket is broken
     */
    ByteBuf write(Batch batch, FileDescriptor socket, ByteBufAllocator memory) throws IOException {
        room.clear();
        for (int i = 0; i < batch.count; i++) {
            ByteBuf frame = batch.frames[i];
            int size = frame.readableBytes();
            if (frame.hasArray()) {
                room.put(frame.array(), frame.arrayOffset() + frame.readerIndex(), size);
            } else {
                frame.getBytes(frame.readerIndex(), room.limit(room.position() + size));
                room.limit(ROOM);
            }
        }
        room.flip();
        int written = socket.write(room, 0, room.limit());
        if (written == room.limit()) {
            return Unpooled.EMPTY_BUFFER;
        }
        return memory.buffer(room.limit() - written).writeBytes(room.position(written));
    }
}
