package io.serval.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * One round of one server.
 *
 * @param cpuMicros the server's CPU time for each request that succeeded
 * @param foreignCpu the share of the machine that neither server nor client used, from 0 to 1
 */
record HttpSample(HttpPeer peer, double cpuMicros, double perSecond, int failed, double foreignCpu) {
    static HttpSample take(HttpServer server, HttpScenario scenario, HttpFiles files, int seconds)
            throws IOException, InterruptedException {
        long pid = server.process().pid();
        long start = System.nanoTime();
        long machine = CpuTime.ofMachine();
        long clients = CpuTime.ofThisAndEnded();
        long own = CpuTime.ofProcess(pid);
        HttpLoad load = HttpLoad.run(scenario.command(server, files, seconds), seconds);
        own = CpuTime.ofProcess(pid) - own;
        clients = CpuTime.ofThisAndEnded() - clients;
        machine = CpuTime.ofMachine() - machine;
        double available = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start)
                * (double) Runtime.getRuntime().availableProcessors();
        return new HttpSample(
                server.peer(),
                own / (double) Math.max(1, load.succeeded()),
                load.perSecond(),
                load.failed(),
                Math.max(0, machine - own - clients) / available);
    }
}
