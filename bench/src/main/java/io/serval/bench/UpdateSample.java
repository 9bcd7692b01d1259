package io.serval.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What an update costs that reaches one of many clients.
 *
 * @param received bytes that a client receives for each, without what TCP adds
 * @param sent bytes that a client sends for each
 * @param cpuMicros the server's CPU time for each
 * @param foreignCpu the share of the machine that neither server nor client used, from 0 to 1
 */
record UpdateSample(UpdateWay way, double received, double sent, double cpuMicros, double foreignCpu) {
    private static final int CLIENTS = 500;
    private static final int MORE_SECONDS = 3;

    /** Measures all ways, in one server. */
    static List<UpdateSample> all(WsSetup setup) throws IOException, InterruptedException {
        var samples = new ArrayList<UpdateSample>();
        try (BenchProcess server = WsPeer.SERVAL.start(setup)) {
            for (UpdateWay way : UpdateWay.values()) {
                take(server, way, setup.plan().warmUpSeconds());
            }
            for (UpdateWay way : UpdateWay.values()) {
                samples.add(take(server, way, setup.plan().seconds() + MORE_SECONDS));
            }
        }
        return samples;
    }

    private static UpdateSample take(BenchProcess server, UpdateWay way, int seconds) throws IOException {
        try (var client = new UpdateClient(server.port(), way, CLIENTS)) {
            CpuUse.Start start = CpuUse.start(server.pid());
            long updates = client.sum(UpdateReader::updates);
            long received = client.sum(UpdateReader::received);
            long sent = client.sum(UpdateReader::sent);
            client.read(seconds);
            CpuUse use = start.end();
            double got = client.sum(UpdateReader::updates) - updates;
            return new UpdateSample(
                    way,
                    (client.sum(UpdateReader::received) - received) / got,
                    (client.sum(UpdateReader::sent) - sent) / got,
                    use.serverMicros() / got,
                    use.foreign());
        }
    }

    double bytes() {
        return received + sent;
    }
}
