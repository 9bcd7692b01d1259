package io.serval.core;

import java.net.InetAddress;

/**
 * Who is at the other end of the connection, and how it was asked for: what the transport knows beside the header. Behind
 * a trusted proxy it is what the proxy says of its client.
 *
 * @param address the client's address
 * @param scheme {@code https}, or {@code http} if nothing encrypts
 * @param host the host, with its port if one was named, that the client asked for: the {@code Host} field or
 *     {@code :authority}; empty if it named none
 * @param protocol the protocol of the connection, as in {@code HTTP/1.1} or {@code HTTP/2}
 * @param webSockets whether a request can become a WebSocket on it
 */
public record Peer(InetAddress address, String scheme, String host, String protocol, boolean webSockets) {
    /** This machine, unencrypted: of requests that came by no connection. */
    public static final Peer LOCAL = new Peer(InetAddress.getLoopbackAddress(), "http", "localhost", "HTTP/1.1");

    /** Describes a peer that can open WebSockets if it speaks HTTP/1.1 (RFC 6455 §4.1). */
    public Peer(InetAddress address, String scheme, String host, String protocol) {
        this(address, scheme, host, protocol, protocol.equals("HTTP/1.1"));
    }

    /** Whether what passes between the client and the server, or its proxy, is encrypted. */
    public boolean secure() {
        return scheme.equals("https");
    }

    /** The origin of the server as the client sees it (RFC 6454 §6.2): {@code https://shop.example:8443}. */
    public String origin() {
        return scheme + "://" + host;
    }
}
