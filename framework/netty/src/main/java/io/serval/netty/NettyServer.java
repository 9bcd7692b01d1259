package io.serval.netty;

import io.serval.core.Handler;
import io.serval.core.Observer;
import io.serval.core.RequestIds;
import io.serval.core.StartupException;
import io.serval.core.TrustedProxies;
import io.serval.netty.internal.Transport;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A server of HTTP/1.1 (RFC 9112), HTTP/2 (RFC 9113) and WebSocket (RFC 6455) for one {@link Handler}. Over TLS the client
 * chooses between the two versions of HTTP in the handshake (ALPN); in clear, by its first bytes ("prior knowledge").
 *
 * <p>Event loops, one per core, carry the bytes; each request runs its handler on a virtual thread of its own, once its
 * header has arrived. The body is read as it comes, and a client that sends faster than its handler reads is held back:
 * some 200 KiB of a body are in memory at most. What the handler has not read when it answers is thrown away if it is
 * little, else the connection is closed behind the answer. A client that waits for a 100 (RFC 9110 §10.1.1) gets it when
 * the handler begins to read. The request's scope is cancelled with {@code CLIENT_GONE} as soon as the client closes its side of
 * the connection, with {@code DEADLINE} when the handler takes too long, and with {@code SHUTDOWN} when the server stops
 * before it is done.
 *
 * <p>Over HTTP/1.1 a client has one request in work at a time; pipelined ones wait, their bytes bounded. Over HTTP/2 it has
 * {@link Limits#streams} of them on a connection, each for itself: one that it resets is cancelled with {@code CLIENT_GONE},
 * and some 320 KiB of a body that is not read, 1 MiB of all bodies of a connection beside 64 KiB of each, are held at most.
 * A stream can become a WebSocket, too, by extended CONNECT (RFC 8441): handlers see the same GET as over HTTP/1.1.
 *
 * <p>All methods are safe for use by any thread but the event loops'.
 */
public final class NettyServer implements AutoCloseable {
    private final Transport transport;

    private NettyServer(Transport transport) {
        this.transport = transport;
    }

    /**
     * Starts to serve, and returns once connections are accepted.
     *
     * @throws StartupException if the address cannot be listened on, as when the port is in use, or if the files of
     *     {@link Tls} cannot be used
     */
    public static NettyServer start(Settings settings, Handler handler) {
        return new NettyServer(Transport.start(settings, handler));
    }

    /** The TCP port it listens on. */
    public int port() {
        return transport.port();
    }

    /** How many connections are open. */
    public int connections() {
        return transport.connections();
    }

    /** How many requests are in work; see {@link Limits#requests}. */
    public int requests() {
        return transport.requests();
    }

    /**
     * Stops to accept connections, closes idle ones, ends what is pushed and closes WebSockets with 1001, and waits for
     * requests in flight, for {@link Timeouts#drain} at most. Streams see their scope cancelled with {@code SHUTDOWN}
     * and are ended a moment after the scope's callbacks have run, time for a last word, or when the time to drain is over.
     */
    public void drain() {
        transport.drain();
    }

    /**
     * {@linkplain #drain Drains}, then cancels the requests still in flight with {@code SHUTDOWN} and stops the event
     * loops. Blocks for the time to drain and a few seconds at most; closing twice does nothing.
     */
    @Override
    public void close() {
        transport.close();
    }

    /**
     * How to serve.
     *
     * @param address the address to listen on
     * @param port the port to listen on; 0 picks a free one
     * @param limits how much a client may send
     * @param timeouts how long the server waits
     * @param clock dates the responses
     * @param requestIds names each request
     * @param trustedProxies whose word counts about who their client is
     * @param observer hears of every exchange that has ended
     * @param serverTiming whether each response says in {@code Server-Timing} how long the server took, as {@code total},
     *     beside what the application says there
     * @param webSockets the rules for WebSockets
     * @param tls the files to serve over TLS with; empty to serve in clear
     */
    public record Settings(
            InetAddress address,
            int port,
            Limits limits,
            Timeouts timeouts,
            InstantSource clock,
            RequestIds requestIds,
            TrustedProxies trustedProxies,
            Observer observer,
            boolean serverTiming,
            WebSockets webSockets,
            Optional<Tls> tls) {

        /** Serves this machine only, on the port; 0 picks a free one. */
        public static Settings onPort(int port) {
            return new Settings(
                    InetAddress.getLoopbackAddress(),
                    port,
                    Limits.defaults(),
                    Timeouts.defaults(),
                    InstantSource.system(),
                    RequestIds.defaults(),
                    TrustedProxies.NONE,
                    Observer.NONE,
                    false,
                    WebSockets.defaults(),
                    Optional.empty());
        }

        /** Returns these settings with another address; the wildcard address serves every network. */
        public Settings withAddress(InetAddress other) {
            return new Settings(
                    other,
                    port,
                    limits,
                    timeouts,
                    clock,
                    requestIds,
                    trustedProxies,
                    observer,
                    serverTiming,
                    webSockets,
                    tls);
        }

        /** Returns these settings with other limits. */
        public Settings withLimits(Limits other) {
            return new Settings(
                    address,
                    port,
                    other,
                    timeouts,
                    clock,
                    requestIds,
                    trustedProxies,
                    observer,
                    serverTiming,
                    webSockets,
                    tls);
        }

        /** Returns these settings with other time-outs. */
        public Settings withTimeouts(Timeouts other) {
            return new Settings(
                    address,
                    port,
                    limits,
                    other,
                    clock,
                    requestIds,
                    trustedProxies,
                    observer,
                    serverTiming,
                    webSockets,
                    tls);
        }

        /** Returns these settings with another clock. */
        public Settings withClock(InstantSource other) {
            return new Settings(
                    address,
                    port,
                    limits,
                    timeouts,
                    other,
                    requestIds,
                    trustedProxies,
                    observer,
                    serverTiming,
                    webSockets,
                    tls);
        }

        /** Returns these settings with other names for requests. */
        public Settings withRequestIds(RequestIds other) {
            return new Settings(
                    address,
                    port,
                    limits,
                    timeouts,
                    clock,
                    other,
                    trustedProxies,
                    observer,
                    serverTiming,
                    webSockets,
                    tls);
        }

        /** Returns these settings with other proxies to be trusted; nobody is unless they are set. */
        public Settings withTrustedProxies(TrustedProxies other) {
            return new Settings(
                    address, port, limits, timeouts, clock, requestIds, other, observer, serverTiming, webSockets, tls);
        }

        /** Returns these settings with another observer. */
        public Settings withObserver(Observer other) {
            return new Settings(
                    address,
                    port,
                    limits,
                    timeouts,
                    clock,
                    requestIds,
                    trustedProxies,
                    other,
                    serverTiming,
                    webSockets,
                    tls);
        }

        /** Returns these settings with or without {@code Server-Timing}; it is off unless it is set. */
        public Settings withServerTiming(boolean on) {
            return new Settings(
                    address, port, limits, timeouts, clock, requestIds, trustedProxies, observer, on, webSockets, tls);
        }

        /** Returns these settings with other rules for WebSockets. */
        public Settings withWebSockets(WebSockets other) {
            return new Settings(
                    address,
                    port,
                    limits,
                    timeouts,
                    clock,
                    requestIds,
                    trustedProxies,
                    observer,
                    serverTiming,
                    other,
                    tls);
        }

        /** Returns these settings with TLS: the port then speaks nothing else. */
        public Settings withTls(Tls files) {
            return new Settings(
                    address,
                    port,
                    limits,
                    timeouts,
                    clock,
                    requestIds,
                    trustedProxies,
                    observer,
                    serverTiming,
                    webSockets,
                    Optional.of(files));
        }
    }
}
