package io.serval.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Many connections on one selector. For one thread. */
final class LiveClientLoop implements AutoCloseable {
    /** How the events come. */
    enum Form {
        WEBSOCKET(101, LiveClientLoop.UPGRADE),
        EVENTS(200, "Accept: text/event-stream\r\n"),
        SOCKET_IO(101, LiveClientLoop.UPGRADE);

        final int status;
        private final String headers;

        Form(int status, String headers) {
            this.status = status;
            this.headers = headers;
        }

        private String path(int topic) {
            return this == SOCKET_IO ? WsDialect.SOCKET_IO.path() : "/topics/" + topic + "/events";
        }
    }

    private static final String UPGRADE = """
            Connection: Upgrade\r
            Upgrade: websocket\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            """;

    private static final int PATIENCE_SECONDS = 60;
    /** How many may be connecting at a time: fewer than the shortest backlog of a server. In a storm it is all. */
    private static final int CONNECTING = 32;

    private final int port;
    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(256 * 1024);
    private final List<LiveClient> clients = new ArrayList<>();
    private int connecting;
    private int begun;
    private long messages;
    private long[] times = {};

    LiveClientLoop(int port) throws IOException {
        this.port = port;
    }

    /** Connects so many, those with positions in a storm; returns when each has been answered. */
    void connect(int count, int topics, Form form, List<String> positions) throws IOException {
        int target = begun + count;
        int atOnce = positions.isEmpty() ? CONNECTING : count;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        for (int i = 0; i < count; i++) {
            while (connecting >= atOnce) {
                select(deadline);
            }
            int topic = clients.size() % topics;
            String query = positions.isEmpty() ? "" : "?after=" + positions.get(topic);
            String request = "GET " + form.path(topic) + query + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n"
                    + form.headers + "\r\n";
            open(new LiveClient(this, form, ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII))));
            if (i % 16 == 0) {
                selector.selectNow(this::ready);
            }
        }
        while (begun < target) {
            select(deadline);
        }
    }

    private void open(LiveClient client) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        clients.add(client);
        connecting++;
        boolean connected = channel.connect(new InetSocketAddress("127.0.0.1", port));
        client.register(channel, channel.register(selector, SelectionKey.OP_CONNECT, client));
        if (connected) {
            client.ready(buffer);
        }
    }

    /** Returns how many messages have come, once they are so many or for too long are not. */
    long await(long count) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (messages < count && System.nanoTime() < deadline) {
            selector.select(this::ready, 100);
        }
        return messages;
    }

    /** Returns how many clients have had another number of messages than this. */
    long others(long count) {
        return clients.stream().filter(client -> client.messages() != count).count();
    }

    /** All clients leave. */
    void leave() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.selectNow();
        clients.clear();
        begun = 0;
        messages = 0;
    }

    void stall(int count) {
        for (LiveClient client : clients.subList(0, count)) {
            client.stall();
        }
    }

    /** From now on, notes when events of these numbers come, the last copy of each. */
    void note(int events) {
        times = new long[events];
    }

    long[] times() {
        return times;
    }

    boolean noting() {
        return times.length > 0;
    }

    /** A client has been answered. */
    void begun() {
        begun++;
        connecting--;
    }

    void messages(int count) {
        messages += count;
    }

    void came(int number) {
        times[number] = System.nanoTime();
    }

    private void select(long deadline) throws IOException {
        if (System.nanoTime() > deadline) {
            throw new IOException(connecting + " clients were not answered within " + PATIENCE_SECONDS + " s.");
        }
        selector.select(this::ready, 1_000);
    }

    private void ready(SelectionKey key) {
        ((LiveClient) key.attachment()).ready(buffer);
    }

    @Override
    public void close() throws IOException {
        selector.close();
    }
}
