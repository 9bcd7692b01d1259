package io.serval.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/** Many clients that read updates, on the caller's thread. */
final class UpdateClient implements AutoCloseable {
    private static final int READ_BYTES = 64 * 1024;
    private static final int CONNECTING = 32;

    private final Selector selector = Selector.open();
    private final List<UpdateReader> readers = new ArrayList<>();
    private final ByteBuffer in = ByteBuffer.allocateDirect(READ_BYTES);
    private final UpdateWay way;

    /** Connects; returns when each has had an update. */
    UpdateClient(int port, UpdateWay way, int count) throws IOException {
        this.way = way;
        var server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        for (int i = 0; i < count; i++) {
            var reader = new UpdateReader(server, way);
            reader.channel().register(selector, SelectionKey.OP_READ, reader);
            readers.add(reader);
            if (i % CONNECTING == 0) {
                awaitFirst();
            }
        }
        awaitFirst();
    }

    /** What all readers together have counted. */
    long sum(ToLongFunction<UpdateReader> count) {
        return readers.stream().mapToLong(count).sum();
    }

    /** Reads for some seconds; those who poll take turns, evenly. */
    void read(int seconds) throws IOException {
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(seconds);
        long polls = 0;
        for (long now = start; now < end; now = System.nanoTime()) {
            turn(1);
            if (way.polls()) {
                long due = (now - start) * readers.size() / TimeUnit.MILLISECONDS.toNanos(way.millis());
                for (; polls < due; polls++) {
                    poll(readers.get((int) (polls % readers.size())));
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (UpdateReader reader : readers) {
            reader.channel().close();
        }
        selector.close();
    }

    private void awaitFirst() throws IOException {
        while (readers.stream().anyMatch(reader -> reader.updates() == 0)) {
            turn(0);
        }
    }

    /** A client whose last poll is not answered does not ask again. */
    private static void poll(UpdateReader reader) throws IOException {
        if (!reader.asked()) {
            reader.ask();
        }
    }

    private void turn(long millis) throws IOException {
        selector.select(millis);
        for (SelectionKey key : selector.selectedKeys()) {
            ((UpdateReader) key.attachment()).read(in);
        }
        selector.selectedKeys().clear();
    }
}
