package io.serval.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * A client that reads updates: JSON objects that begin with a number of ten digits, each one higher than the last, in
 * whatever wraps them. That of a poll ends with a bracket, which nothing else has.
 */
final class UpdateReader {
    private static final byte[] BEFORE = "{\"number\":".getBytes(StandardCharsets.US_ASCII);
    private static final int DIGITS = 10;
    private static final byte END = ']';

    private final SocketChannel channel;
    private final int port;
    private final UpdateWay way;

    /** How much of what goes before a number, and then of the number, was just read. */
    private int matched;

    private long number;
    private long last;
    private boolean asked;
    private long updates;
    private long received;
    private long sent;

    /** Connects, and asks for updates. */
    UpdateReader(InetSocketAddress server, UpdateWay way) throws IOException {
        channel = SocketChannel.open(server);
        channel.configureBlocking(false);
        port = server.getPort();
        this.way = way;
        ask();
    }

    SocketChannel channel() {
        return channel;
    }

    /** Whether a request is not answered yet. */
    boolean asked() {
        return asked;
    }

    /** How many updates have come. */
    long updates() {
        return updates;
    }

    /** How many bytes have come, without what TCP adds. */
    long received() {
        return received;
    }

    /** How many bytes were sent, without what TCP adds. */
    long sent() {
        return sent;
    }

    /** Asks for all updates after those it has. */
    void ask() throws IOException {
        ByteBuffer request = ByteBuffer.wrap(way.request(port, last).getBytes(StandardCharsets.US_ASCII));
        sent += channel.write(request);
        if (request.hasRemaining()) {
            throw new BenchException("The server does not read.");
        }
        asked = true;
    }

    /** Reads what is there. */
    void read(ByteBuffer in) throws IOException {
        int read = channel.read(in.clear());
        if (read < 0) {
            throw new BenchException("The server closes a connection that waits for updates.");
        }
        received += read;
        for (in.flip(); in.hasRemaining(); ) {
            take(in.get());
        }
    }

    private void take(byte next) {
        if (matched >= BEFORE.length) {
            number = number * 10 + next - '0';
            if (++matched == BEFORE.length + DIGITS) {
                update();
            }
        } else if (next == BEFORE[matched]) {
            matched++;
        } else {
            matched = next == BEFORE[0] ? 1 : 0;
            asked &= next != END;
        }
    }

    private void update() {
        if (last > 0 && number != last + 1) {
            throw new BenchException("Update " + number + " came after " + last + ": some are missing, or came twice.");
        }
        last = number;
        updates++;
        number = 0;
        matched = 0;
    }
}
