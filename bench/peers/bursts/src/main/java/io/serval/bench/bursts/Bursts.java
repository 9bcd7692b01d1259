package io.serval.bench.bursts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** What the bench {@code live} tells a server to send, line by line on its standard input. */
public final class Bursts {
    /** What each client is sent when it has joined those that bursts are for. */
    public static final String GREETING = "joined";

    private Bursts() {}

    /**
     * Begins to read lines {@code burst <count> <text>}, each answered by a line when all is sent; the process ends with its
     * input.
     *
     * @param broadcast sends a text to all clients
     */
    public static void obey(Consumer<String> broadcast) {
        Thread.ofPlatform().name("bursts").daemon().start(() -> {
            try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    String[] words = line.split(" ", 3);
                    for (int i = Integer.parseInt(words[1]); i > 0; i--) {
                        broadcast.accept(words[2]);
                    }
                    System.out.println("answer done");
                }
            } catch (IOException | RuntimeException e) {
                e.printStackTrace();
                System.exit(1);
            }
            System.exit(0);
        });
    }
}
