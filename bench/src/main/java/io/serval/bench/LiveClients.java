package io.serval.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The clients of the bench {@code live}, in a process of their own: one thread for all, and no more done for a message than
 * counting it. They do what they are told line by line, and answer each.
 */
public final class LiveClients {
    private LiveClients() {}

    /** Starts clients of a server, which have yet to connect. */
    static BenchProcess start(int port) throws IOException, InterruptedException {
        return Live.start(LiveClients.class, Integer.toString(port));
    }

    /** Fails unless each has had exactly so many messages. */
    static void check(BenchProcess clients, long messages) throws IOException, InterruptedException {
        String others = clients.tell("others " + messages);
        if (!others.equals("0")) {
            throw new BenchException(others + " clients have not had " + messages + " messages");
        }
    }

    /** Takes the port. */
    public static void main(String[] args) throws IOException {
        try (var clients = new LiveClientLoop(Integer.parseInt(args[0]));
                var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println("ready 0");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                System.out.println("answer " + told(clients, line.split(" ", -1)));
            }
        }
    }

    private static String told(LiveClientLoop clients, String[] words) throws IOException {
        return switch (words[0]) {
            // connect <count> <topics> <form> [<position> for each topic]: the next count clients, spread over the
            // topics
            case "connect" -> {
                List<String> positions = Arrays.asList(words).subList(4, words.length);
                clients.connect(
                        Integer.parseInt(words[1]),
                        Integer.parseInt(words[2]),
                        LiveClientLoop.Form.valueOf(words[3]),
                        positions);
                yield "connected";
            }
            // others <messages>: how many clients have had another number of messages
            case "others" -> Long.toString(clients.others(Long.parseLong(words[1])));
            // leave: all of them
            case "leave" -> {
                clients.leave();
                yield "left";
            }
            // await <messages>: until they have come to all clients together
            case "await" -> Long.toString(clients.await(Long.parseLong(words[1])));
            // stall <count>: the first count clients do not read any more
            case "stall" -> {
                clients.stall(Integer.parseInt(words[1]));
                yield "stalled";
            }
            // note <events>: from now on, note when the first copies of numbered events come
            case "note" -> {
                clients.note(Integer.parseInt(words[1]));
                yield "noting";
            }
            case "times" -> {
                LiveTimes.write(Path.of(words[1]), clients.times());
                yield "written";
            }
            default -> throw new IllegalArgumentException(String.join(" ", words));
        };
    }
}
