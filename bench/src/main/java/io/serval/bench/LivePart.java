package io.serval.bench;

import io.serval.bench.LiveServer.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** The parts of the bench {@code live}. */
enum LivePart {
    /** The heap of a connection that follows a topic and hears nothing. */
    IDLE {
        @Override
        void measure(boolean quick, LiveFindings findings) throws IOException, InterruptedException {
            int count = quick ? 1_000 : 10_000;
            try (BenchProcess server = LiveServer.start(Kind.SERVAL);
                    BenchProcess clients = LiveClients.start(server.port())) {
                int others = 500;
                clients.tell("connect " + others + " 1 WEBSOCKET");
                // Each is greeted.
                clients.tell("await " + others);
                long before = Long.parseLong(server.tell("heap"));
                clients.tell("connect " + count + " 1 WEBSOCKET");
                clients.tell("await " + (others + count));
                LiveClients.check(clients, 1);
                long after = Long.parseLong(server.tell("heap"));
                findings.atMost(
                        "heap of an idle subscribed WebSocket", (after - before) / (double) count, "bytes", 2_560);
            }
        }
    },

    /** What a delivery to 1,000 costs in CPU, one event at a time and in bursts. */
    FANOUT {
        @Override
        void measure(boolean quick, LiveFindings findings) throws IOException, InterruptedException {
            new LiveFanOut(quick ? 200 : 1_000, quick ? 1 : 4, findings).measure();
        }
    },

    /** The same for 8,000. */
    CROWD {
        @Override
        void measure(boolean quick, LiveFindings findings) throws IOException, InterruptedException {
            new LiveFanOut(quick ? 400 : 8_000, quick ? 1 : 4, findings).measure();
        }
    },

    /** How long it takes from the commit to the client. */
    LATENCY {
        @Override
        void measure(boolean quick, LiveFindings findings) throws IOException, InterruptedException {
            int seconds = quick ? 3 : 20;
            long[] nanos = latency(1_000, 2_000, 1_000, seconds, 0, 20);
            findings.atMost("commit to client, 1,000/s on 1,000 topics: p50", LiveTimes.millis(nanos, 0.5), "ms", 5);
            findings.atMost("commit to client, 1,000/s on 1,000 topics: p99", LiveTimes.millis(nanos, 0.99), "ms", 25);
        }
    },

    /** All clients come back at once, and each has missed something. */
    STORM {
        @Override
        void measure(boolean quick, LiveFindings findings) throws IOException, InterruptedException {
            int count = quick ? 1_000 : 15_000;
            int topics = 100;
            int missed = 20;
            int warm = quick ? 0 : 5;
            int rounds = quick ? 1 : 3;
            var seconds = new double[rounds];
            var reads = new double[rounds];
            try (BenchProcess server = LiveServer.start(Kind.SERVAL);
                    BenchProcess clients = LiveClients.start(server.port())) {
                server.tell("append " + topics + " 1");
                String connect = "connect " + count + " " + topics + " WEBSOCKET " + server.tell("positions " + topics);
                server.tell("append " + topics + " " + missed);
                findings.other(
                        count + " clients back, to a server that has just started, s",
                        storm(server, clients, connect, count, missed + 1));
                // A server that has been serving for a while: its code is compiled.
                for (int i = 0; i < warm; i++) {
                    storm(server, clients, connect, count, missed + 1);
                }
                for (int i = 0; i < rounds; i++) {
                    long before = Long.parseLong(server.tell("reads"));
                    seconds[i] = storm(server, clients, connect, count, missed + 1);
                    reads[i] = (Long.parseLong(server.tell("reads")) - before) / (double) topics;
                }
            }
            Arrays.sort(seconds);
            Arrays.sort(reads);
            findings.atMost(count + " clients back with " + missed + " events each", seconds[rounds / 2], "s", 3);
            findings.other(count + " clients back, the slowest time, s", seconds[rounds - 1]);
            // For each topic one for what is new, and one for what was missed; others come while it is under way.
            findings.atMost("reads of the log for them, a topic", reads[rounds - 1], "", 10);
        }
    },

    /** Some do not read; what the others notice. */
    STALLED {
        @Override
        void measure(boolean quick, LiveFindings findings) throws IOException, InterruptedException {
            int rounds = quick ? 1 : 3;
            var without = new double[rounds];
            var with = new double[rounds];
            for (int i = 0; i < rounds; i++) {
                without[i] = LiveTimes.millis(latency(20, 1_000, 1, quick ? 3 : 15, 0, 1_000), 0.99);
                with[i] = LiveTimes.millis(latency(20, 1_000, 1, quick ? 3 : 15, 10, 1_000), 0.99);
            }
            Arrays.sort(without);
            Arrays.sort(with);
            findings.other("p99 of 1,000 clients, all reading, ms", without[rounds / 2]);
            findings.other("p99 of 990 clients, beside 10 that do not read, ms", with[rounds / 2]);
            findings.atMost(
                    "p99 beside 1 % that do not read, by that without",
                    with[rounds / 2] / without[rounds / 2], "x", 1.1);
        }
    };

    abstract void measure(boolean quick, LiveFindings findings) throws IOException, InterruptedException;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All come, get what they have missed, and leave. Returns how many seconds it took until each had had all of it. */
    private static double storm(BenchProcess server, BenchProcess clients, String connect, int count, int each)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        clients.tell(connect);
        clients.tell("await " + (long) count * each);
        double seconds = (System.nanoTime() - start) / 1e9;
        LiveClients.check(clients, each);
        clients.tell("leave");
        while (!server.tell("connections").equals("0")) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        // What is left to do of it, compiling above all, is not for the next one to wait for.
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        return seconds;
    }

    /** From the commit to the last client, for each event. */
    private static long[] latency(int rate, int count, int topics, int seconds, int stalled, int bytes)
            throws IOException, InterruptedException {
        Path committed = Files.createTempFile("serval-live", ".committed");
        Path came = Files.createTempFile("serval-live", ".came");
        int events = rate * seconds;
        try (BenchProcess server = LiveServer.start(Kind.SERVAL);
                BenchProcess clients = LiveClients.start(server.port())) {
            clients.tell("connect " + count + " " + topics + " WEBSOCKET");
            long messages = count;
            int warm = Math.min(events, rate * 5);
            messages += (long) warm * count / topics;
            server.ask("commits " + rate + " " + warm + " " + topics + " " + bytes + " " + committed);
            clients.tell("await " + messages);
            server.answer();
            clients.tell("stall " + stalled);
            clients.tell("note " + events);
            messages += (long) events * (count / topics - stalled);
            server.ask("commits " + rate + " " + events + " " + topics + " " + bytes + " " + committed);
            long got = Long.parseLong(clients.tell("await " + messages));
            server.answer();
            if (got != messages) {
                throw new BenchException(got + " messages came, not " + messages);
            }
            clients.tell("times " + came);
            long[] from = LiveTimes.read(committed);
            long[] to = LiveTimes.read(came);
            return IntStream.range(0, events).mapToLong(i -> to[i] - from[i]).toArray();
        } finally {
            Files.delete(committed);
            Files.delete(came);
        }
    }
}
