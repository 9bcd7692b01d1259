package io.serval.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * What was used of the CPUs from one moment to another.
 *
 * @param serverMicros the server's CPU time
 * @param foreign the share of the machine that neither server nor client used, from 0 to 1
 * @param seconds how long it was by the clock
 */
record CpuUse(double serverMicros, double foreign, double seconds) {
    /** Where the counts stood. Clients are this process and its children, which have ended by the second moment. */
    record Start(long pid, long nanos, long machine, long clients, long server) {
        /** Returns what was used since. */
        CpuUse end() throws IOException {
            long own = CpuTime.ofProcess(pid) - server;
            long ofClients = CpuTime.ofThisAndEnded() - clients;
            long ofMachine = CpuTime.ofMachine() - machine;
            long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - nanos);
            double available = micros * (double) Runtime.getRuntime().availableProcessors();
            return new CpuUse(own, Math.max(0, ofMachine - own - ofClients) / available, micros / 1e6);
        }
    }

    /** Begins to count. */
    static Start start(long pid) throws IOException {
        long nanos = System.nanoTime();
        long machine = CpuTime.ofMachine();
        long clients = CpuTime.ofThisAndEnded();
        return new Start(pid, nanos, machine, clients, CpuTime.ofProcess(pid));
    }
}
