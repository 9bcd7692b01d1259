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
                clients.tell("connect 500 1 WEBSOCKET");
                long before = Long.parseLong(server.tell("heap"));
                clients.tell("connect " + count + " 1 WEBSOCKET");
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
            try (BenchProcess server = LiveServer.start(Kind.SERVAL);
                    BenchProcess clients = LiveClients.start(server.port())) {
                server.tell("append " + topics + " 1");
                String positions = server.tell("positions " + topics);
                server.tell("append " + topics + " " + missed);
                // A server that has been serving for a while: its code is compiled.
                for (int i = 0; i < (quick ? 1 : 3); i++) {
                    int warmed = Math.min(count, 8_000);
                    try (BenchProcess warm = LiveClients.start(server.port())) {
                        warm.tell("connect " + warmed + " " + topics + " WEBSOCKET " + positions);
                        warm.tell("await " + warmed * (missed + 1L));
                    }
                }
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
                long reads = Long.parseLong(server.tell("reads"));
                long start = System.nanoTime();
                clients.tell("connect " + count + " " + topics + " WEBSOCKET " + positions);
                long came = Long.parseLong(clients.tell("await " + count * (missed + 1L)));
                double seconds = (System.nanoTime() - start) / 1e9;
                long read = Long.parseLong(server.tell("reads")) - reads;
                if (came != count * (missed + 1L)) {
                    throw new BenchException(came + " messages came, not " + count * (missed + 1L));
                }
                findings.atMost(count + " clients back with " + missed + " events each", seconds, "s", 3);
                // For each topic one for what is new, and one for what was missed; others come while it is under way.
                findings.atMost("reads of the log for them, a topic", read / (double) topics, "", 10);
            }
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
