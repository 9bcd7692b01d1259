package io.serval.bench;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the bench {@code ws} starts from, and {@code live} its peers.
 *
 * @param files what servers read
 * @param node nothing where npm is missing
 * @param plan how long to measure
 */
record WsSetup(HttpFiles files, Optional<NodePeers> node, Plan plan) {
    /**
     * How long to measure.
     *
     * @param sockets how many connect and are then idle
     * @param warmUps how many times before that some connect
     * @param warmUpSockets how many those are
     * @param warmUpSeconds how long messages are echoed before that is measured
     * @param rounds how many times it is measured
     * @param seconds how long each time
     */
    record Plan(int sockets, int warmUps, int warmUpSockets, int warmUpSeconds, int rounds, int seconds) {
        static final Plan FULL = new Plan(10_000, 4, 3_000, 3, 3, 2);
        static final Plan QUICK = new Plan(500, 1, 200, 1, 1, 1);
    }

    static WsSetup prepare(Plan plan) throws IOException, InterruptedException {
        return new WsSetup(HttpFiles.write(), NodePeers.install(), plan);
    }

    /** Those that can be measured. */
    List<WsPeer> peers() {
        return Stream.of(WsPeer.values())
                .filter(peer -> peer.jvm() || node.isPresent())
                .toList();
    }
}
