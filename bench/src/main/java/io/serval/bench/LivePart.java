package io.serval.bench;

import io.serval.bench.LiveClientLoop.Form;
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
        void measure(boolean quick, LiveFindings findings) throws IOException {
            int count = quick ? 1_000 : 10_000;
            try (LiveProcess server = LiveProcess.server(Kind.SERVAL);
                    LiveProcess clients = LiveProcess.clients(server.port())) {
                follow(clients, Kind.SERVAL, 500, Form.WEBSOCKET);
                long before = Long.parseLong(server.tell("heap"));
                follow(clients, Kind.SERVAL, count, Form.WEBSOCKET);
                long after = Long.parseLong(server.tell("heap"));
                findings.figure(
                        "heap of an idle subscribed WebSocket", (after - before) / (double) count, "bytes", 2_560);
            }
        }
    },

    /** What a delivery to 1,000 costs in CPU, one event at a time and in bursts. */
    FANOUT {
        @Override
        void measure(boolean quick, LiveFindings findings) throws IOException {
            deliveries(quick ? 200 : 1_000, quick ? 1 : 4, findings);
        }
    },

    /** The same for 8,000. */
    CROWD {
        @Override
        void measure(boolean quick, LiveFindings findings) throws IOException {
            deliveries(quick ? 400 : 8_000, quick ? 1 : 5, findings);
        }
    },

    /** How long it takes from the commit to the client. */
    LATENCY {
        @Override
        void measure(boolean quick, LiveFindings findings) throws IOException {
            int seconds = quick ? 3 : 20;
            long[] nanos = latency(1_000, 2_000, 1_000, seconds, 0, 20);
            findings.figure("commit to client, 1,000/s on 1,000 topics: p50", LiveTimes.millis(nanos, 0.5), "ms", 5);
            findings.figure("commit to client, 1,000/s on 1,000 topics: p99", LiveTimes.millis(nanos, 0.99), "ms", 25);
        }
    },

    /** All clients come back at once, and each has missed something. */
    STORM {
        @Override
        void measure(boolean quick, LiveFindings findings) throws IOException {
            int count = quick ? 1_000 : 15_000;
            int topics = 100;
            int missed = 20;
            try (LiveProcess server = LiveProcess.server(Kind.SERVAL);
                    LiveProcess clients = LiveProcess.clients(server.port())) {
                server.tell("append " + topics + " 1");
                String positions = server.tell("positions " + topics);
                server.tell("append " + topics + " " + missed);
                // A server that has been serving for a while: its code is compiled.
                for (int i = 0; i < (quick ? 1 : 3); i++) {
                    int warmed = Math.min(count, 8_000);
                    try (LiveProcess warm = LiveProcess.clients(server.port())) {
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
                    throw new IOException(came + " messages came, not " + count * (missed + 1L));
                }
                findings.figure(count + " clients back with " + missed + " events each", seconds, "s", 3);
                // For each topic one for what is new, and one for what was missed; others come while it is under way.
                findings.figure("reads of the log for them, a topic", read / (double) topics, "", 10);
            }
        }
    },

    /** Some do not read; what the others notice. */
    STALLED {
        @Override
        void measure(boolean quick, LiveFindings findings) throws IOException {
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
            findings.figure(
                    "p99 beside 1 % that do not read, by that without",
                    with[rounds / 2] / without[rounds / 2], "x", 1.1);
        }
    };

    private static final int BURST = 8;

    abstract void measure(boolean quick, LiveFindings findings) throws IOException;

    static LivePart named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Connects clients to one topic; returns how many messages they have had by then, in their start. */
    private static long follow(LiveProcess clients, Kind kind, int count, Form form) throws IOException {
        clients.tell("connect " + count + " 1 " + form);
        return kind == Kind.SERVAL ? count : 0;
    }

    private static void deliveries(int count, int seconds, LiveFindings findings) throws IOException {
        double write = cost(Kind.WRITE, Form.WEBSOCKET, count, 1, seconds, findings);
        double netty = cost(Kind.NETTY, Form.WEBSOCKET, count, 1, seconds, findings);
        double one = cost(Kind.SERVAL, Form.WEBSOCKET, count, 1, seconds, findings);
        double burst = cost(Kind.SERVAL, Form.WEBSOCKET, count, BURST, seconds, findings);
        cost(Kind.SERVAL, Form.EVENTS, count, 1, seconds, findings);
        cost(Kind.SERVAL, Form.EVENTS, count, BURST, seconds, findings);
        cost(Kind.NETTY_BY_HAND, Form.WEBSOCKET, count, 1, seconds, findings);
        cost(Kind.WRITE, Form.WEBSOCKET, count, BURST, seconds, findings);
        cost(Kind.NETTY, Form.WEBSOCKET, count, BURST, seconds, findings);
        findings.figure("a delivery to " + count + ", by Netty's shared frame", one / netty, "x", 0.8);
        findings.figure("a delivery to " + count + ", 8 at once by single", burst / one, "x", 0.25);
        findings.other("a delivery to " + count + ", by write(2)", one / write);
    }

    /** The server's CPU time for each delivery, in microseconds. */
    private static double cost(Kind kind, Form form, int count, int burst, int seconds, LiveFindings findings)
            throws IOException {
        try (LiveProcess server = LiveProcess.server(kind);
                LiveProcess clients = LiveProcess.clients(server.port())) {
            long messages = follow(clients, kind, count, form);
            messages = deliver(server, clients, messages, count, burst, Math.max(1, seconds / 2));
            long before = CpuTime.ofProcess(server.pid());
            long after = deliver(server, clients, messages, count, burst, seconds);
            double micros = (CpuTime.ofProcess(server.pid()) - before) / (double) (after - messages);
            String how = burst == 1 ? "" : ", " + burst + " at once";
            findings.other(
                    kind + (form == Form.EVENTS ? ", server-sent events" : "") + " to " + count + how + ", µs", micros);
            return micros;
        }
    }

    /** Sends bursts, each once all clients have had the last, for a while; returns how many messages have come. */
    private static long deliver(
            LiveProcess server, LiveProcess clients, long messages, int count, int burst, int seconds)
            throws IOException {
        long expected = messages;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < end) {
            expected += (long) count * burst;
            server.tell("burst " + burst);
            long came = Long.parseLong(clients.tell("await " + expected));
            if (came != expected) {
                throw new IOException(came + " messages came, not " + expected);
            }
        }
        return expected;
    }

    /** From the commit to the last client, for each event. */
    private static long[] latency(int rate, int count, int topics, int seconds, int stalled, int bytes)
            throws IOException {
        Path committed = Files.createTempFile("serval-live", ".committed");
        Path came = Files.createTempFile("serval-live", ".came");
        int events = rate * seconds;
        try (LiveProcess server = LiveProcess.server(Kind.SERVAL);
                LiveProcess clients = LiveProcess.clients(server.port())) {
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
                throw new IOException(got + " messages came, not " + messages);
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
