package io.serval.observe.internal;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The timers of requests, found again by template, method and status without allocating. */
public final class RequestTimers {
    private static final List<String> METHODS =
            List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT");
    private static final Duration[] BOUNDS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    private final MeterRegistry registry;
    private final ConcurrentMap<String, OfTemplate> templates = new ConcurrentHashMap<>();

    /** Creates timers in the registry. */
    public RequestTimers(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Returns the timer of such requests. */
    public Timer of(String method, String template, int status) {
        OfTemplate known = templates.get(template);
        return (known == null ? templates.computeIfAbsent(template, OfTemplate::new) : known).of(method, status);
    }

    private final class OfTemplate {
        private record Known(int[] keys, Timer[] timers) {}

        private final String template;
        private volatile Known known = new Known(new int[0], new Timer[0]);

        OfTemplate(String template) {
            this.template = template;
        }

        Timer of(String method, int status) {
            int key = METHODS.indexOf(method) << 10 | status;
            Known now = known;
            for (int i = 0; i < now.keys().length; i++) {
                if (now.keys()[i] == key) {
                    return now.timers()[i];
                }
            }
            return add(key, method, status);
        }

        private synchronized Timer add(int key, String method, int status) {
            Timer timer = Timer.builder("http.server.requests")
                    .description("Requests, from their header to the end of their response")
                    .tag("method", METHODS.contains(method) ? method : "OTHER")
                    .tag("uri", template.isEmpty() ? "UNMATCHED" : template)
                    .tag("status", Integer.toString(status))
                    .serviceLevelObjectives(BOUNDS)
                    .register(registry);
            int count = known.keys().length;
            int[] keys = Arrays.copyOf(known.keys(), count + 1);
            Timer[] timers = Arrays.copyOf(known.timers(), count + 1);
            keys[count] = key;
            timers[count] = timer;
            known = new Known(keys, timers);
            return timer;
        }
    }
}
