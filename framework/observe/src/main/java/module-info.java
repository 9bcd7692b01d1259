/** Metrics, traces, access log and application log. */
@org.jspecify.annotations.NullMarked
module io.serval.observe {
    requires transitive io.serval.core;
    requires transitive micrometer.core;
    requires transitive io.opentelemetry.api;
    requires transitive io.opentelemetry.context;
    requires micrometer.registry.prometheus;
    requires java.logging;

    exports io.serval.observe;
}
