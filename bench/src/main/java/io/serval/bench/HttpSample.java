package io.serval.bench;

import java.io.IOException;

/**
 * One round of one server.
 *
 * @param cpuMicros the server's CPU time for each request that succeeded
 * @param foreignCpu the share of the machine that neither server nor client used, from 0 to 1
 */
record HttpSample(HttpPeer peer, double cpuMicros, double perSecond, int failed, double foreignCpu) {
    static HttpSample take(HttpServer server, HttpScenario scenario, HttpFiles files, int seconds)
            throws IOException, InterruptedException {
        CpuUse.Start start = CpuUse.start(server.process().pid());
        HttpLoad load = HttpLoad.run(scenario.command(server, files, seconds), seconds);
        CpuUse use = start.end();
        return new HttpSample(
                server.peer(),
                use.serverMicros() / Math.max(1, load.succeeded()),
                load.perSecond(),
                load.failed(),
                use.foreign());
    }
}
