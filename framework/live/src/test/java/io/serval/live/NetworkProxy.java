package io.serval.live;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;

/** What stands between a browser and its server, and does to the line what lines suffer. */
final class NetworkProxy implements AutoCloseable {
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final String REFUSAL = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    /** Ended by {@link #close}, so that a stalled line does not outlive the test. */
    private final Phaser end = new Phaser(1);

    private final int target;
    private String toLose = "";
    private volatile boolean down;
    private volatile boolean refusesUpgrades;
    /** Lines of an earlier generation have stalled. */
    private volatile int generation;

    NetworkProxy(int target) throws IOException {
        this.target = target;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Cuts all lines and lets none through. */
    void down() throws IOException {
        down = true;
        cut();
    }

    void up() {
        down = false;
    }

    /** Cuts all lines; new ones are let through. */
    void cut() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    /** From here on the lines that there are stay open and carry nothing more; new ones are let through. */
    void stall() {
        generation++;
    }

    /** Answers a WebSocket's handshake with 403 from here on, or lets it through again. */
    void refuseUpgrades(boolean refuse) {
        refusesUpgrades = refuse;
    }

    /** How many it has refused. */
    int refused() {
        return refused.get();
    }

    /** Loses the next frame from the server that has this text in it, and nothing else. */
    synchronized void loseNext(String text) {
        toLose = text;
    }

    /** How many frames it has lost. */
    int lost() {
        return lost.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                if (down) {
                    client.close();
                    continue;
                }
                sockets.add(client);
                Thread.ofVirtual().start(() -> serve(client, generation));
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private void serve(Socket client, int born) {
        try (client;
                var server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            sockets.add(server);
            InputStream fromClient = client.getInputStream();
            String request = header(fromClient);
            boolean upgrade = request.toLowerCase(Locale.ROOT).contains("upgrade: websocket");
            if (upgrade && refusesUpgrades) {
                refused.incrementAndGet();
                client.getOutputStream().write(REFUSAL.getBytes(StandardCharsets.ISO_8859_1));
                return;
            }
            // Frames must be readable here, so the ends must not agree on compressing them.
            String plain = request.replaceAll("(?i)Sec-WebSocket-Extensions:[^\r]*\r\n", "");
            server.getOutputStream().write(plain.getBytes(StandardCharsets.ISO_8859_1));
            Thread.ofVirtual().start(() -> pump(client, server, born));
            if (upgrade) {
                pumpFrames(server, client, born);
            } else {
                pump(server, client, born);
            }
        } catch (IOException e) {
            // One side has gone, and both are closed.
        }
    }

    private void pump(Socket from, Socket to, int born) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[64 * 1024];
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                awaitForEverIfStalled(born);
                out.write(bytes, 0, count);
                out.flush();
            }
        } catch (IOException e) {
            // One side has gone; closing both tells the other.
        }
    }

    /** Hands on the frames of a WebSocket (RFC 6455 §5.2) one by one; those of a server are not masked. */
    private void pumpFrames(Socket from, Socket to, int born) throws IOException {
        var in = new DataInputStream(from.getInputStream());
        OutputStream out = to.getOutputStream();
        String answer = header(in);
        out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
        if (!answer.startsWith("HTTP/1.1 " + SWITCHING_PROTOCOLS)) {
            in.transferTo(out);
            return;
        }
        while (true) {
            byte[] frame = frame(in);
            awaitForEverIfStalled(born);
            if (loses(new String(frame, StandardCharsets.UTF_8))) {
                lost.incrementAndGet();
            } else {
                out.write(frame);
                out.flush();
            }
        }
    }

    private synchronized boolean loses(String frame) {
        boolean loses = !toLose.isEmpty() && frame.contains(toLose);
        if (loses) {
            toLose = "";
        }
        return loses;
    }

    private void awaitForEverIfStalled(int born) {
        if (born != generation) {
            end.awaitAdvance(0);
        }
    }

    private static byte[] frame(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        byte[] extended = new byte[length == 126 ? 2 : length == 127 ? 8 : 0];
        in.readFully(extended);
        long size = extended.length == 0 ? length : 0;
        for (byte each : extended) {
            size = size << 8 | each & 0xff;
        }
        byte[] frame = new byte[2 + extended.length + Math.toIntExact(size)];
        frame[0] = (byte) kind;
        frame[1] = (byte) length;
        System.arraycopy(extended, 0, frame, 2, extended.length);
        in.readFully(frame, 2 + extended.length, Math.toIntExact(size));
        return frame;
    }

    /** The header of a message, with the empty line at its end. */
    private static String header(InputStream in) throws IOException {
        var text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("ended within the header");
            }
            text.append((char) next);
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        end.arriveAndDeregister();
        listener.close();
        cut();
    }
}
