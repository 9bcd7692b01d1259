package io.serval.bench;

import io.serval.bench.LiveClientLoop.Form;
import io.serval.bench.LiveServer.Kind;
import java.io.IOException;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What it costs a server in CPU to give an event to all who follow a topic, one at a time and in bursts: Serval, what else
 * could be done on this machine, and the peers of the bench {@code ws}.
 *
 * @param count how many follow
 * @param seconds how long to measure, after as long to warm up
 */
record LiveFanOut(int count, int seconds, LiveFindings findings) {
    private static final int BURST = 8;

    /** The server's CPU time for a delivery, in microseconds. */
    private record Cost(double single, double inBurst) {}

    @FunctionalInterface
    private interface Start {
        BenchProcess server() throws IOException, InterruptedException;
    }

    void measure() throws IOException, InterruptedException {
        Cost write = cost(Kind.WRITE, Form.WEBSOCKET);
        Cost netty = cost(Kind.NETTY, Form.WEBSOCKET);
        Cost serval = cost(Kind.SERVAL, Form.WEBSOCKET);
        cost(Kind.SERVAL, Form.EVENTS);
        cost(Kind.NETTY_BY_HAND, Form.WEBSOCKET);
        // What an event costs before it is given to many: its append and the transaction, which the others do not have.
        cost(Kind.SERVAL.toString(), () -> LiveServer.start(Kind.SERVAL), Form.WEBSOCKET, 1);
        Map.Entry<WsPeer, Cost> least = peers().entrySet().stream()
                .min(Comparator.comparingDouble(peer -> peer.getValue().single()))
                .orElseThrow();
        String delivery = "a delivery to " + count;
        findings.other(delivery + ", by write(2)", serval.single() / write.single());
        findings.atMost(delivery + ", by Netty's shared frame", serval.single() / netty.single(), "x", 0.8);
        findings.below(
                delivery + ", by the least of peers, " + least.getKey(),
                serval.single() / least.getValue().single(),
                "x",
                1);
        findings.atMost(delivery + ", " + BURST + " at once by single", serval.inBurst() / serval.single(), "x", 0.25);
    }

    private Map<WsPeer, Cost> peers() throws IOException, InterruptedException {
        var setup = WsSetup.prepare(WsSetup.Plan.FULL);
        var costs = new EnumMap<WsPeer, Cost>(WsPeer.class);
        for (WsPeer peer : setup.peers()) {
            if (peer.broadcasts()) {
                Form form = peer == WsPeer.SOCKET_IO ? Form.SOCKET_IO : Form.WEBSOCKET;
                costs.put(peer, cost(peer.toString(), () -> peer.start(setup, Live.HEAP), form, count));
                findings.version(peer.toString(), peer.version(setup));
            }
        }
        return costs;
    }

    private Cost cost(Kind kind, Form form) throws IOException, InterruptedException {
        String name = kind + (form == Form.EVENTS ? ", server-sent events" : "");
        return cost(name, () -> LiveServer.start(kind), form, count);
    }

    private Cost cost(String name, Start start, Form form, int followers) throws IOException, InterruptedException {
        try (BenchProcess server = start.server();
                BenchProcess clients = LiveClients.start(server.port())) {
            var delivery = new Delivery(server, clients, followers, form);
            var cost = new Cost(delivery.cost(1, seconds), delivery.cost(BURST, Math.max(1, seconds / 2)));
            findings.other(name + " to " + followers + ", µs", cost.single());
            findings.other(name + " to " + followers + ", " + BURST + " at once, µs", cost.inBurst());
            return cost;
        }
    }

    /** One server, and those who follow. */
    private static final class Delivery {
        private final BenchProcess server;
        private final BenchProcess clients;
        private final int count;
        private long messages;

        Delivery(BenchProcess server, BenchProcess clients, int count, Form form)
                throws IOException, InterruptedException {
            this.server = server;
            this.clients = clients;
            this.count = count;
            clients.tell("connect " + count + " 1 " + form);
            // Each is greeted, by what it begins with or that it has begun.
            await(count);
        }

        double cost(int burst, int seconds) throws IOException, InterruptedException {
            // Until the code is compiled, which takes Netty's some four seconds on a busy machine.
            send(burst, seconds);
            long before = messages;
            long micros = CpuTime.ofProcess(server.pid());
            send(burst, seconds);
            double cost = (CpuTime.ofProcess(server.pid()) - micros) / (double) (messages - before);
            LiveClients.check(clients, messages / count);
            return cost;
        }

        /** Sends bursts, each once all have had the last, for a while. */
        private void send(int burst, int seconds) throws IOException, InterruptedException {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            while (System.nanoTime() < end) {
                server.tell("burst " + burst + " \"" + LiveSender.TEXT + "\"");
                await((long) count * burst);
            }
        }

        private void await(long more) throws IOException, InterruptedException {
            messages += more;
            long came = Long.parseLong(clients.tell("await " + messages));
            if (came != messages) {
                throw new BenchException(came + " messages came, not " + messages);
            }
        }
    }
}
