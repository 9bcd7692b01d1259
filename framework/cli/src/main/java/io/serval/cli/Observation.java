package io.serval.cli;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.serval.cli.internal.config.Configuration;
import io.serval.cli.internal.config.Keys;
import io.serval.cli.internal.health.Health;
import io.serval.core.Handler;
import io.serval.core.Observer;
import io.serval.core.Problem;
import io.serval.core.Response;
import io.serval.core.Scope;
import io.serval.core.Served;
import io.serval.netty.NettyServer;
import io.serval.observe.AccessLog;
import io.serval.observe.Metrics;
import io.serval.observe.Tracing;
import java.time.Duration;
import java.util.Optional;

/** Lets operators see what an application does: what of it, the configuration says. */
final class Observation {
    private final App app;
    private final Configuration configuration;

    Observation(App app) {
        this.app = app;
        this.configuration = app.settings().configuration();
    }

    /** Returns the handler with a span around each request, if the application has set OpenTelemetry up. */
    Handler traced(Handler handler) {
        Optional<OpenTelemetry> telemetry = app.services()
                .find(OpenTelemetry.class)
                .or(() -> GlobalOpenTelemetry.isSet() ? Optional.of(GlobalOpenTelemetry.get()) : Optional.empty());
        if (telemetry.isEmpty()) {
            return handler;
        }
        app.onError((error, request) -> Tracing.failed(error));
        return new Tracing(telemetry.get()).around(handler);
    }

    /** Returns who hears of the application's requests; not of those about its health, which say nothing about it. */
    Observer observer() {
        Optional<Observer> metrics = configuration.find(Keys.METRICS_PORT).map(port -> app.meters());
        Optional<Observer> log = configuration.get(Keys.ACCESS_LOG) ? Optional.of(new AccessLog()) : Optional.empty();
        if (metrics.isPresent() && log.isPresent()) {
            return new Quiet(metrics.get().and(log.get()));
        }
        return metrics.or(() -> log).<Observer>map(Quiet::new).orElse(Observer.NONE);
    }

    /** Opens the port of the metrics, if there is one. */
    Optional<NettyServer> open(NettyServer server, Health health) {
        return configuration.find(Keys.METRICS_PORT).map(port -> {
            Metrics metrics = app.meters();
            metrics.gauge("http.server.connections", "Open connections", server::connections);
            metrics.gauge("http.server.requests.active", "Requests in work", server::requests);
            app.logIfOpen()
                    .ifPresent(log -> metrics.gauge(
                            "database.transactions.oldest.seconds",
                            "Age of the oldest transaction of the database server",
                            () -> log.oldestTransaction().toMillis() / 1_000.0));
            Handler scrapes = request -> request.path().equals("/metrics") ? metrics.scrape() : nothing();
            return NettyServer.start(
                    NettyServer.Settings.onPort(port).withAddress(configuration.get(Keys.METRICS_HOST)),
                    health.before(scrapes));
        });
    }

    private static Response nothing() {
        return Problem.of(404, "There are /metrics, /healthz and /readyz here.").toResponse();
    }

    private record Quiet(Observer observer) implements Observer {
        @Override
        public void answered(Served served) {
            if (!served.template().isEmpty() || !Health.isAbout(served.path())) {
                observer.answered(served);
            }
        }

        @Override
        public void abandoned(Scope.Cause cause, Duration late) {
            observer.abandoned(cause, late);
        }
    }
}
