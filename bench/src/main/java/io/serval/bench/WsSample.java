package io.serval.bench;

import java.io.IOException;

/**
 * One round of one server.
 *
 * @param cpuMicros the server's CPU time for each message that was echoed
 * @param foreignCpu the share of the machine that neither server nor client used, from 0 to 1
 */
record WsSample(WsPeer peer, double cpuMicros, double perSecond, double foreignCpu) {
    static WsSample take(WsPeer peer, BenchProcess server, WsScenario scenario, int seconds) throws IOException {
        try (var client = new WsClient(server.port(), peer.dialect())) {
            client.open(scenario.connections());
            CpuUse.Start start = CpuUse.start(server.pid());
            long echoed = client.echo(scenario.depth(), seconds);
            CpuUse use = start.end();
            return new WsSample(peer, use.serverMicros() / echoed, echoed / use.seconds(), use.foreign());
        }
    }
}
