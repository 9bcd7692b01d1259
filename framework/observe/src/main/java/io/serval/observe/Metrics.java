package io.serval.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.serval.core.Headers;
import io.serval.core.Observer;
import io.serval.core.Response;
import io.serval.core.Scope;
import io.serval.core.Served;
import io.serval.observe.internal.RequestTimers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Measures what a server does, with Micrometer, for Prometheus.
 *
 * <p>Requests are counted by method, path template and status: {@code http.server.requests}, a histogram. What no client
 * can choose freely is a label: paths that no route fits are {@code UNMATCHED}, methods that nobody knows {@code OTHER}.
 * An observation takes no lock and allocates nothing once its labels have occurred.
 *
 * <p>All methods are safe for use by many threads.
 */
public final class Metrics implements Observer, AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final RequestTimers requests = new RequestTimers(registry);
    private final Map<Scope.Cause, Counter> cancelled = new EnumMap<>(Scope.Cause.class);
    private final Map<Scope.Cause, Timer> abandoned = new EnumMap<>(Scope.Cause.class);
    private final Counter received;
    private final Counter sent;
    private final JvmGcMetrics collections = new JvmGcMetrics();

    /** Creates meters of the server and of the JVM. */
    public Metrics() {
        for (Scope.Cause cause : Scope.Cause.values()) {
            String name = cause.name().toLowerCase(Locale.ROOT);
            cancelled.put(
                    cause,
                    Counter.builder("http.server.requests.cancelled")
                            .description("Requests that were cancelled, by cause")
                            .tag("cause", name)
                            .register(registry));
            abandoned.put(
                    cause,
                    Timer.builder("http.server.requests.abandoned")
                            .description("How long handlers went on after nobody waited for them any more")
                            .tag("cause", name)
                            .register(registry));
        }
        received = Counter.builder("http.server.received")
                .description("Bytes of request bodies")
                .baseUnit("bytes")
                .register(registry);
        sent = Counter.builder("http.server.sent")
                .description("Bytes of response bodies")
                .baseUnit("bytes")
                .register(registry);
        collections.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
    }

    /** Where an application registers meters of its own. */
    public MeterRegistry registry() {
        return registry;
    }

    /** Measures a number that the server knows. */
    public void gauge(String name, String description, Supplier<Number> number) {
        Gauge.builder(name, number).description(description).register(registry);
    }

    @Override
    public void answered(Served served) {
        requests.of(served.method(), served.template(), served.status()).record(served.took());
        received.increment(served.requestBytes());
        sent.increment(served.responseBytes());
        if (served.cause().isPresent()) {
            count(served.cause().get());
        }
    }

    @Override
    public void abandoned(Scope.Cause cause, Duration late) {
        Timer timer = abandoned.get(cause);
        if (timer != null) {
            timer.record(late);
        }
    }

    /** Returns all meters in the text format of Prometheus, version 0.0.4. */
    public Response scrape() {
        return new Response(
                200,
                Headers.of("Content-Type", "text/plain; version=0.0.4; charset=utf-8", "Cache-Control", "no-store"),
                Response.of(200, "", registry.scrape().getBytes(StandardCharsets.UTF_8))
                        .content());
    }

    /** Stops to listen for garbage collections. */
    @Override
    public void close() {
        collections.close();
        registry.close();
    }

    private void count(Scope.Cause cause) {
        Counter counter = cancelled.get(cause);
        if (counter != null) {
            counter.increment();
        }
    }
}
