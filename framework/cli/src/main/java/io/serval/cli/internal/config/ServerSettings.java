package io.serval.cli.internal.config;

import io.serval.core.RequestIds;
import io.serval.core.TrustedProxies;
import io.serval.netty.Limits;
import io.serval.netty.NettyServer;
import io.serval.netty.Timeouts;
import io.serval.netty.Tls;
import io.serval.netty.WebSockets;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the settings of the server. */
public final class ServerSettings {
    private ServerSettings() {}

    /** Returns the settings of the server that serves the application. */
    public static NettyServer.Settings of(Configuration from) {
        NettyServer.Settings settings = NettyServer.Settings.onPort(from.get(Keys.PORT))
                .withAddress(from.get(Keys.HOST))
                .withLimits(limits(from))
                .withTimeouts(timeouts(from))
                .withRequestIds(RequestIds.defaults()
                        .withHeader(from.get(Keys.REQUEST_ID_HEADER))
                        .withReuse(from.get(Keys.REQUEST_ID_REUSE)))
                .withTrustedProxies(proxies(from))
                .withWebSockets(from.find(Keys.WEBSOCKET_ORIGINS)
                        .orElse(WebSockets.defaults())
                        .withCompression(from.get(Keys.WEBSOCKET_COMPRESSION)))
                .withServerTiming(from.find(Keys.SERVER_TIMING).orElseGet(() -> from.get(Keys.DEV)));
        return tls(from).map(settings::withTls).orElse(settings);
    }

    private static Optional<Tls> tls(Configuration from) {
        Optional<Path> certificate = from.find(Keys.TLS_CERTIFICATE);
        Optional<Path> key = from.find(Keys.TLS_KEY);
        if (certificate.isPresent() != key.isPresent()) {
            from.fault("tls.certificate and tls.key belong together; only "
                    + (key.isPresent() ? "tls.key" : "tls.certificate") + " is set.");
            return Optional.empty();
        }
        return certificate.map(file -> {
            Tls tls = Tls.of(file, key.orElseThrow());
            return from.find(Keys.TLS_PASSWORD).map(tls::withPassword).orElse(tls);
        });
    }

    private static TrustedProxies proxies(Configuration from) {
        TrustedProxies trusted = from.find(Keys.PROXIES_TRUSTED).orElse(TrustedProxies.NONE);
        return from.get(Keys.PROXIES_HEADER).equals("forwarded") ? trusted.withForwarded() : trusted;
    }

    private static Limits limits(Configuration from) {
        return Limits.defaults()
                .withBodyBytes(from.get(Keys.LIMITS_BODY_BYTES))
                .withLineBytes(from.get(Keys.LIMITS_LINE_BYTES))
                .withHeaderBytes(from.get(Keys.LIMITS_HEADER_BYTES))
                .withHeaderFields(from.get(Keys.LIMITS_HEADER_FIELDS))
                .withMessageBytes(from.get(Keys.LIMITS_MESSAGE_BYTES))
                .withFrames(from.get(Keys.LIMITS_FRAMES))
                .withConnections(from.get(Keys.LIMITS_CONNECTIONS))
                .withRequests(from.get(Keys.LIMITS_REQUESTS))
                .withStreams(from.get(Keys.LIMITS_STREAMS))
                .withResets(from.get(Keys.LIMITS_RESETS));
    }

    private static Timeouts timeouts(Configuration from) {
        Timeouts timeouts = Timeouts.defaults()
                .withHeader(from.get(Keys.TIMEOUTS_HEADER))
                .withBody(from.get(Keys.TIMEOUTS_BODY))
                .withWrite(from.get(Keys.TIMEOUTS_WRITE))
                .withIdle(from.get(Keys.TIMEOUTS_IDLE))
                .withHandshake(from.get(Keys.TIMEOUTS_HANDSHAKE))
                .withHeartbeat(from.get(Keys.TIMEOUTS_PING), from.get(Keys.TIMEOUTS_PONG))
                .withClose(from.get(Keys.TIMEOUTS_CLOSE))
                .withDrain(from.get(Keys.TIMEOUTS_DRAIN));
        return from.get(Keys.TIMEOUTS_REQUEST).map(timeouts::withRequest).orElse(timeouts);
    }
}
