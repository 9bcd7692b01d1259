package io.serval.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The floor: one thread that calls write(2) for each client with bytes that are ready. */
final class LiveSenderWrite implements LiveSender {
    private static final int MOST_BURST = 64;
    /** The answer to a handshake, and a first frame. */
    private static final byte[] ANSWER = ("HTTP/1.1 101 Switching Protocols\r\n\r\n" + "\u0081"
                    + (char) GREETING.length() + GREETING)
            .getBytes(StandardCharsets.ISO_8859_1);

    private final ServerSocketChannel listener = ServerSocketChannel.open();
    private final List<SocketChannel> clients = new CopyOnWriteArrayList<>();
    private final ByteBuffer frames;
    private final int frameBytes;

    LiveSenderWrite() throws IOException {
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4096);
        byte[] text = ("\"" + TEXT + "\"").getBytes(StandardCharsets.UTF_8);
        frameBytes = text.length + 2;
        frames = ByteBuffer.allocateDirect(MOST_BURST * frameBytes);
        while (frames.hasRemaining()) {
            frames.put((byte) 0x81).put((byte) text.length).put(text);
        }
        Thread.ofPlatform().daemon().start(this::accept);
    }

    private void accept() {
        ByteBuffer request = ByteBuffer.allocate(4096);
        try {
            while (true) {
                SocketChannel client = listener.accept();
                client.read(request.clear());
                clients.add(client);
                client.write(ByteBuffer.wrap(ANSWER));
            }
        } catch (AsynchronousCloseException e) {
            // The listener was closed: that is all.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int port() {
        return listener.socket().getLocalPort();
    }

    @Override
    public String told(String[] words) throws IOException {
        ByteBuffer burst = frames.clear().slice(0, Integer.parseInt(words[1]) * frameBytes);
        for (SocketChannel client : clients) {
            burst.rewind();
            while (burst.hasRemaining()) {
                client.write(burst);
            }
        }
        return "done";
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
