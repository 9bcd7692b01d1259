package io.serval.cli.internal.health;

import io.serval.cli.Check;
import io.serval.core.Handler;
import io.serval.core.Prepared;
import io.serval.core.Request;
import io.serval.core.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Answers {@code /healthz}, whether the process lives, and {@code /readyz}, whether it should be sent requests. Both need
 * no authentication and say nothing that a stranger may not know: names of parts, and whether they work.
 */
public final class Health {
    /** Where it is answered whether the process lives. */
    public static final String LIVE = "/healthz";

    /** Where it is answered whether requests should be sent. */
    public static final String READY = "/readyz";

    private static final Duration PATIENCE = Duration.ofMillis(2500);

    private final List<Probe> probes = new ArrayList<>();
    private volatile boolean draining;

    /** Adds a part to be watched, before anybody asks. */
    public void add(String name, boolean required, Check check) {
        probes.add(new Probe(name, required, check));
    }

    /** From now on no requests should be sent. */
    public void drain() {
        draining = true;
    }

    /** Returns the handler with the two paths in front, outside of all middleware. */
    public Handler before(Handler application) {
        return new Handler() {
            @Override
            public Response handle(Request request) throws Exception {
                boolean reads =
                        request.method().equals("GET") || request.method().equals("HEAD");
                return switch (reads ? request.path() : "") {
                    case LIVE -> answer(200, Map.of("status", "alive"));
                    case READY -> ready();
                    default -> application.handle(request);
                };
            }

            @Override
            public Prepared prepare(Request request) {
                return request.segments().size() == 1 && isAbout(request.path())
                        ? Handler.super.prepare(request)
                        : application.prepare(request);
            }
        };
    }

    /** Whether the path is one of the two. */
    public static boolean isAbout(String path) {
        return path.equals(LIVE) || path.equals(READY);
    }

    private Response ready() throws InterruptedException {
        if (draining) {
            return answer(503, Map.of("status", "draining", "reason", "The server is stopping."));
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Map<Probe, CompletableFuture<Boolean>> begun = new LinkedHashMap<>();
        probes.forEach(probe -> begun.put(probe, probe.begin()));
        Map<String, String> parts = new LinkedHashMap<>();
        var missing = new ArrayList<String>();
        for (Map.Entry<Probe, CompletableFuture<Boolean>> each : begun.entrySet()) {
            boolean up = Probe.await(each.getValue(), deadline);
            parts.put(each.getKey().name(), up ? "up" : "down");
            if (!up && each.getKey().required()) {
                missing.add(each.getKey().name());
            }
        }
        return ready(parts, missing);
    }

    private static Response ready(Map<String, String> parts, List<String> missing) {
        Map<String, Object> document = new LinkedHashMap<>();
        if (!missing.isEmpty()) {
            document.put("status", "unavailable");
            document.put("reason", "Down: " + String.join(", ", missing) + ".");
        } else {
            document.put("status", parts.containsValue("down") ? "degraded" : "ready");
        }
        document.put("dependencies", parts);
        return answer(missing.isEmpty() ? 200 : 503, document);
    }

    private static Response answer(int status, Map<String, ?> document) {
        return Response.json(status, document).with("Cache-Control", "no-store");
    }
}
