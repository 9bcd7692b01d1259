package io.serval.live;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Stands between a client and PostgreSQL, and loses what the test says. */
final class LossyProxy implements AutoCloseable {
    /** PostgreSQL's answer to a COMMIT (protocol 3, CommandComplete). */
    private static final String COMMITTED = "COMMIT\0";

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicBoolean armed = new AtomicBoolean();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final int target;
    private final Set<Socket> swallowed = ConcurrentHashMap.newKeySet();
    private volatile boolean down;

    LossyProxy(int target) throws IOException {
        this.target = target;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Cuts the connection of the next COMMIT once it is done, before the client hears of it. */
    void cutAfterNextCommit() {
        armed.set(true);
    }

    /** Cuts all connections and lets none through. */
    void down() throws IOException {
        down = true;
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    void up() {
        down = false;
    }

    /** Swallows from now on whatever is sent through the connections that there are, as a dead network does: no end is told. */
    void swallow() {
        swallowed.addAll(sockets);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                sockets.add(client);
                if (down) {
                    client.close();
                    continue;
                }
                var server = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(server);
                Thread.ofVirtual().start(() -> pump(client, server, false));
                Thread.ofVirtual().start(() -> pump(server, client, true));
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private void pump(Socket from, Socket to, boolean answers) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[64 * 1024];
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                boolean committed =
                        answers && new String(bytes, 0, count, StandardCharsets.ISO_8859_1).contains(COMMITTED);
                if (committed && armed.getAndSet(false)) {
                    return;
                }
                if (swallowed.contains(from)) {
                    continue;
                }
                out.write(bytes, 0, count);
                out.flush();
            }
        } catch (IOException e) {
            // One side has gone; closing both tells the other.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        down();
    }
}
