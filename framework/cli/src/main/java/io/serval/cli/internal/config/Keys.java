package io.serval.cli.internal.config;

import io.serval.core.Conversion;
import io.serval.core.TrustedProxies;
import io.serval.live.Retention;
import io.serval.netty.WebSockets;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every key that the framework reads. docs/configuration.md shows the same table. */
public final class Keys {
    private static final List<Key<?>> ALL = new ArrayList<>();

    public static final Key<Integer> PORT = key("port", Kinds.PORT, "8080", "The TCP port; 0 picks a free one.");
    public static final Key<InetAddress> HOST =
            key("host", Kinds.ADDRESS, "127.0.0.1", "The address to listen on. `0.0.0.0` serves every network.");
    public static final Key<Path> DATA =
            key("data", Kinds.PATH, "data", "The folder for what must outlive the process.");
    public static final Key<String> DATABASE_URL = secret(
            "database.url", Kinds.TEXT, "", "The PostgreSQL to use; without it, the embedded one in the data folder.");
    public static final Key<Boolean> DEV = key(
            "dev",
            Kinds.SWITCH,
            "false",
            "Explains errors to clients, stack traces included. Only with a `host` that no other machine reaches.");

    public static final Key<Path> TLS_CERTIFICATE = key(
            "tls.certificate", Kinds.PATH, "", "The PEM file of the certificates; with `tls.key` it switches TLS on.");
    public static final Key<Path> TLS_KEY = key("tls.key", Kinds.PATH, "", "The PEM file of the private key.");
    public static final Key<String> TLS_PASSWORD =
            secret("tls.password", Kinds.TEXT, "", "What the private key is encrypted with, if it is.");

    public static final Key<TrustedProxies> PROXIES_TRUSTED = key(
            "proxies.trusted",
            Kinds.PROXIES,
            "",
            "The proxies whose word counts about who their client is: addresses, networks, `loopback`, `private`.");
    public static final Key<String> PROXIES_HEADER = key(
            "proxies.header",
            Kinds.oneOf("x-forwarded", "forwarded"),
            "x-forwarded",
            "Which header those proxies write: `X-Forwarded-For`, `-Proto`, `-Host`, or `Forwarded` (RFC 7239).");
    public static final Key<WebSockets> WEBSOCKET_ORIGINS = key(
            "websocket.origins",
            Kinds.ORIGINS,
            "",
            "Whose pages may open a WebSocket, beside those of the server's own host: origins, as `https://app.example`.");
    public static final Key<Boolean> WEBSOCKET_COMPRESSION = key(
            "websocket.compression",
            Kinds.SWITCH,
            "false",
            "Whether WebSocket messages are compressed for clients that offer it (permessage-deflate).");
    public static final Key<String> REQUEST_ID_HEADER =
            key("request-id.header", Kinds.HEADER, "X-Request-Id", "The header that names requests.");
    public static final Key<Boolean> REQUEST_ID_REUSE =
            key("request-id.reuse", Kinds.SWITCH, "true", "Whether a safe id that came with a request is kept.");
    public static final Key<Boolean> SERVER_TIMING = key(
            "server-timing",
            Kinds.SWITCH,
            "",
            "Whether responses say in `Server-Timing` how long the server took; as `dev` unless it is set.");

    public static final Key<String> LOG_FORMAT =
            key("log.format", Kinds.oneOf("text", "json"), "text", "How a line of the log looks.");
    public static final Key<String> LOG_LEVEL = key(
            "log.level",
            Kinds.oneOf("trace", "debug", "info", "warning", "error", "off"),
            "info",
            "The least level that is logged.");
    public static final Key<Boolean> ACCESS_LOG =
            key("access-log", Kinds.SWITCH, "false", "Whether every request is logged when it has been answered.");
    public static final Key<Integer> METRICS_PORT = key(
            "metrics.port",
            Kinds.PORT,
            "",
            "A port of its own for `/metrics`, `/healthz` and `/readyz`; without it nothing is measured.");
    public static final Key<InetAddress> METRICS_HOST =
            key("metrics.host", Kinds.ADDRESS, "127.0.0.1", "The address of that port.");

    public static final Key<Duration> DRAIN_PAUSE = key(
            "drain.pause",
            Kinds.TIME_SPAN,
            "0s",
            "How long `/readyz` says 503 before a stopping server accepts no more: time for load balancers to notice.");
    public static final Key<Integer> TASKS_LIMIT = key(
            "tasks.limit",
            Kinds.COUNT,
            "1000",
            "How many background tasks may be at work; beyond it the answer is 503.");
    public static final Key<Duration> TASKS_TIME =
            key("tasks.time", Kinds.TIME_SPAN, "1m", "How long a background task may take; then it is cancelled.");

    public static final Key<Duration> EVENTS_SWEEP = key(
            "events.sweep",
            Kinds.TIME_SPAN,
            "250ms",
            "How long the log of events waits between two looks for what other processes have committed.");
    public static final Key<Duration> EVENTS_HEARTBEAT = key(
            "events.heartbeat",
            Kinds.TIME_SPAN,
            "15s",
            "How long a live stream is silent at most, so that each side can tell that the other is there.");
    public static final Key<Duration> EVENTS_ANSWER = key(
            "events.answer",
            Kinds.TIME_SPAN,
            "5s",
            "How long the database may take to answer a read of the log; then the connection is taken for dead.");
    public static final Key<Duration> EVENTS_LONG_TRANSACTION = key(
            "events.long-transaction",
            Kinds.TIME_SPAN,
            "5s",
            "At which age the oldest transaction of the database server is warned of.");
    public static final Key<Optional<Duration>> EVENTS_RETENTION_AGE = key(
            "events.retention.age",
            Kinds.TIME_SPAN_OR_NONE,
            "none",
            "How long events are kept; they go by whole days (UTC), so up to a day later.");
    public static final Key<Optional<Long>> EVENTS_RETENTION_COUNT = key(
            "events.retention.count",
            Kinds.COUNT_OR_NONE,
            "none",
            "How many events of a topic are kept, the newest; others go within minutes.");
    public static final Key<Map<String, Retention>> EVENTS_RETENTION_TOPICS = key(
            "events.retention.topics",
            Kinds.RETENTIONS,
            "",
            "The same for topics whose names begin so; the longest beginning counts, and what it does not say is `none`.");

    public static final Key<Integer> LIMITS_BODY_BYTES = key(
            "limits.body-bytes",
            Kinds.BYTES,
            "1MiB",
            "The largest request body, where no route allows more; then 413.");
    public static final Key<Integer> LIMITS_LINE_BYTES =
            key("limits.line-bytes", Kinds.BYTES, "8KiB", "The longest request line; then 414.");
    public static final Key<Integer> LIMITS_HEADER_BYTES =
            key("limits.header-bytes", Kinds.BYTES, "16KiB", "All header fields of a request together; then 431.");
    public static final Key<Integer> LIMITS_HEADER_FIELDS =
            key("limits.header-fields", Kinds.COUNT, "100", "The number of header fields; then 431.");
    public static final Key<Integer> LIMITS_MESSAGE_BYTES = key(
            "limits.message-bytes",
            Kinds.BYTES,
            "64KiB",
            "The largest WebSocket message; then it is closed with 1009.");
    public static final Key<Integer> LIMITS_FRAMES = key(
            "limits.frames",
            Kinds.COUNT,
            "10000",
            "Frames that a client may send on a WebSocket in a second; then it is closed with 1008.");
    public static final Key<Integer> LIMITS_CONNECTIONS = key(
            "limits.connections", Kinds.COUNT, "100000", "Open connections; further ones get a 503 and are closed.");
    public static final Key<Integer> LIMITS_REQUESTS =
            key("limits.requests", Kinds.COUNT, "10000", "Requests in work; further ones get a 503.");
    public static final Key<Integer> LIMITS_STREAMS =
            key("limits.streams", Kinds.COUNT, "100", "Streams of an HTTP/2 connection; further ones are refused.");
    public static final Key<Integer> LIMITS_RESETS = key(
            "limits.resets",
            Kinds.COUNT,
            "200",
            "Streams of an HTTP/2 connection that a client may cut short within 30 s; then it is closed.");

    public static final Key<Optional<Duration>> TIMEOUTS_REQUEST =
            key("timeouts.request", Kinds.TIME_SPAN_OR_NONE, "none", "How long a handler may take; then 503.");
    public static final Key<Duration> TIMEOUTS_HEADER = key(
            "timeouts.header", Kinds.TIME_SPAN, "10s", "How long a client may take for a request's header; then 408.");
    public static final Key<Duration> TIMEOUTS_BODY =
            key("timeouts.body", Kinds.TIME_SPAN, "30s", "How long the next piece of a body may take; then 408.");
    public static final Key<Duration> TIMEOUTS_WRITE = key(
            "timeouts.write",
            Kinds.TIME_SPAN,
            "30s",
            "How long a client may take nothing of a response that waits for it; then it is cut off.");
    public static final Key<Duration> TIMEOUTS_IDLE = key(
            "timeouts.idle",
            Kinds.TIME_SPAN,
            "60s",
            "How long a connection may go without a request; then it is closed.");
    public static final Key<Duration> TIMEOUTS_HANDSHAKE =
            key("timeouts.handshake", Kinds.TIME_SPAN, "10s", "How long a TLS handshake may take; then it is closed.");
    public static final Key<Duration> TIMEOUTS_PING =
            key("timeouts.ping", Kinds.TIME_SPAN, "15s", "How long a WebSocket may be silent before it is pinged.");
    public static final Key<Duration> TIMEOUTS_PONG =
            key("timeouts.pong", Kinds.TIME_SPAN, "10s", "How long a pinged client may stay silent; then it is gone.");
    public static final Key<Duration> TIMEOUTS_CLOSE = key(
            "timeouts.close",
            Kinds.TIME_SPAN,
            "2s",
            "How long a client may take to answer the close of a WebSocket; then it is cut off.");
    public static final Key<Duration> TIMEOUTS_DRAIN =
            key("timeouts.drain", Kinds.TIME_SPAN, "10s", "How long a stopping server waits for requests in flight.");

    private Keys() {}

    /** Returns all keys, in the order of the table. */
    public static List<Key<?>> all() {
        return Collections.unmodifiableList(ALL);
    }

    /** Returns the key that a layer spells so. */
    static Optional<Key<?>> spelt(String name, Layer layer) {
        String wanted = layer.spell(name);
        return ALL.stream()
                .filter(key -> layer.spell(key.name()).equals(wanted))
                .findFirst();
    }

    private static <T> Key<T> key(String name, Conversion<T> kind, String standard, String meaning) {
        return added(new Key<>(name, kind, standard, meaning, false));
    }

    private static <T> Key<T> secret(String name, Conversion<T> kind, String standard, String meaning) {
        return added(new Key<>(name, kind, standard, meaning, true));
    }

    private static <T> Key<T> added(Key<T> key) {
        ALL.add(key);
        return key;
    }
}
