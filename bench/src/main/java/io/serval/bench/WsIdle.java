package io.serval.bench;

import java.io.IOException;

/**
 * What sockets cost one server which connect, have one message echoed, and then wait. Of a server that runs in no JVM the
 * heap is not known: NaN.
 *
 * @param cpuMicros the server's CPU time for each connection, from the TCP handshake to the first echo
 * @param allocated the bytes of heap that the server has allocated for each meanwhile, garbage included
 * @param heap the bytes of heap that live for each when it waits
 * @param resident the bytes of memory for each when it waits: the live heap, and what the process has grown outside of it
 * @param foreignCpu the share of the machine that neither server nor client used, from 0 to 1
 */
record WsIdle(WsPeer peer, double cpuMicros, double allocated, double heap, double resident, double foreignCpu) {
    private static final String[] FLAGS = {
        // Enough for the one that takes most.
        "-Xms1536m",
        "-Xmx1536m",
        // All memory of the heap is resident from the start, so that only what is outside of it can grow.
        "-XX:+AlwaysPreTouch",
        // JMX speaks RMI: on this machine only, and with Helidon too, which refuses all that is serialised.
        "-Djava.rmi.server.hostname=127.0.0.1",
        "-Dhelidon.serialFilter.pattern=*"
    };

    private record Memory(double live, double allocated, double resident) {
        static Memory of(BenchProcess server, boolean jvm) throws IOException {
            if (!jvm) {
                return new Memory(Double.NaN, Double.NaN, ResidentMemory.ofProcess(server.pid()));
            }
            try (JvmMemory memory = JvmMemory.of(server.pid())) {
                long allocated = memory.allocated();
                return new Memory(memory.live(), allocated, ResidentMemory.ofProcess(server.pid()));
            }
        }
    }

    /** Measures in a server started for it alone. */
    static WsIdle take(WsPeer peer, WsSetup setup) throws IOException, InterruptedException {
        WsSetup.Plan plan = setup.plan();
        try (BenchProcess server = peer.start(setup, FLAGS)) {
            for (int i = 0; i < plan.warmUps(); i++) {
                try (var client = new WsClient(server.port(), peer.dialect())) {
                    client.open(plan.warmUpSockets());
                }
                // What looking into a JVM loads and allocates is there before it counts.
                Memory.of(server, peer.jvm());
            }
            Memory before = Memory.of(server, peer.jvm());
            try (var client = new WsClient(server.port(), peer.dialect())) {
                CpuUse.Start start = CpuUse.start(server.pid());
                client.open(plan.sockets());
                CpuUse use = start.end();
                Memory after = Memory.of(server, peer.jvm());
                double sockets = plan.sockets();
                double heap = after.live() - before.live();
                double grown = after.resident() - before.resident() + (peer.jvm() ? heap : 0);
                return new WsIdle(
                        peer,
                        use.serverMicros() / sockets,
                        (after.allocated() - before.allocated()) / sockets,
                        heap / sockets,
                        grown / sockets,
                        use.foreign());
            }
        }
    }
}
