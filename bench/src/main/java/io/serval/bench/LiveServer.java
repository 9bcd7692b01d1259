package io.serval.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A server of the bench {@code live}, in a process of its own: does what it is told line by line, and answers each. */
public final class LiveServer {
    /**
     * Who sends. Each serves {@code GET /topics/<n>/events} as a WebSocket, greets who follows by a first message, and gives
     * its clients what it is told to.
     */
    enum Kind {
        /** Serval's live routes over its log. */
        SERVAL,
        /** Netty as its documentation has it: a group of channels that share a frame. */
        NETTY,
        /** Netty past its pipeline: bytes that are ready and shared, one task for each loop, no promises. */
        NETTY_BY_HAND,
        /** Nothing but write(2). */
        WRITE;

        LiveSender open() throws IOException {
            return switch (this) {
                case SERVAL -> new LiveSenderServal();
                case NETTY -> new LiveSenderNetty(false);
                case NETTY_BY_HAND -> new LiveSenderNetty(true);
                case WRITE -> new LiveSenderWrite();
            };
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    private LiveServer() {}

    /** Starts one; returns when it serves. */
    static BenchProcess start(Kind kind) throws IOException, InterruptedException {
        return Live.start(LiveServer.class, kind.name());
    }

    /** Takes the kind. */
    public static void main(String[] args) throws Exception {
        LiveSender sender = Kind.valueOf(args[0]).open();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(sender)));
        try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println("ready " + sender.port());
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ", -1);
                System.out.println("answer " + (words[0].equals("heap") ? usedHeap() : sender.told(words)));
            }
        }
        System.exit(0);
    }

    private static void close(LiveSender sender) {
        try {
            sender.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String usedHeap() {
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return Long.toString(runtime.totalMemory() - runtime.freeMemory());
    }
}
