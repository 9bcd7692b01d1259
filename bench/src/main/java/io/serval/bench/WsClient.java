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

/**
 * Many WebSockets on the caller's thread, cheap enough to leave a core to the server. What is missing or unlike is thrown: a
 * bench has no use for figures of part of the work.
 */
final class WsClient implements AutoCloseable {
    /** How many may be connecting at a time: fewer than the shortest backlog of a server. */
    private static final int CONNECTING = 32;

    private static final int WRITE_BYTES = 64 * 1024;
    private static final long PATIENCE_MILLIS = 20_000;

    private final Selector selector = Selector.open();
    private final List<WsConnection> connections = new ArrayList<>();
    private final ByteBuffer out = ByteBuffer.allocateDirect(WRITE_BYTES);
    private final InetSocketAddress server;
    private final WsDialect dialect;
    private final WsFrames frames;
    private int closed;

    WsClient(int port, WsDialect dialect) throws IOException {
        server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.dialect = dialect;
        frames = new WsFrames(dialect);
    }

    /** Adds connections, each of which has had a first message echoed when this returns. */
    void open(int count) throws IOException {
        int started = 0;
        int echoed = 0;
        while (echoed < count) {
            for (; started < count && started - echoed < CONNECTING; started++) {
                var connection = new WsConnection(server, dialect, frames, out, connections.size());
                connection.channel().register(selector, SelectionKey.OP_READ, connection);
                connections.add(connection);
            }
            echoed += turn(false);
        }
    }

    /**
     * Keeps some messages under way on each connection until the time is over, and then waits for the last.
     *
     * @param depth how many messages of a connection are under way at a time
     * @return how many were echoed
     */
    long echo(int depth, int seconds) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (WsConnection connection : connections) {
            connection.send(depth);
        }
        long echoed = 0;
        while (System.nanoTime() < end) {
            echoed += turn(true);
        }
        for (int missing = connections.size() * depth; missing > 0; ) {
            int last = turn(false);
            missing -= last;
            echoed += last;
        }
        return echoed;
    }

    /** Closes all connections as RFC 6455 §7.1.1 has it: it is the server that has to answer. */
    @Override
    public void close() throws IOException {
        for (WsConnection connection : connections) {
            connection.sendClose();
        }
        while (closed < connections.size()) {
            turn(false);
        }
        selector.close();
    }

    /**
     * Waits for messages, and reads them.
     *
     * @param again whether each echo is followed by the next message
     * @return how many were echoed
     */
    private int turn(boolean again) throws IOException {
        if (selector.select(PATIENCE_MILLIS) == 0) {
            throw new BenchException("The server at " + server + " has stopped answering: messages are missing.");
        }
        int echoed = 0;
        for (SelectionKey key : selector.selectedKeys()) {
            var connection = (WsConnection) key.attachment();
            int read = connection.read();
            if (connection.closed()) {
                connection.channel().close();
                closed++;
            } else if (again && read > 0) {
                connection.send(read);
            }
            echoed += read;
        }
        selector.selectedKeys().clear();
        return echoed;
    }
}
