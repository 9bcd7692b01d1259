package io.serval.netty;

import java.util.stream.IntStream;

/**
 * How much clients may ask of the server. What is in bytes ends in {@code Bytes}, all else is a count.
 *
 * @param bodyBytes the largest request body that a handler reads without raising {@link io.serval.core.Body#limit its
 *     limit}; beyond it the answer is 413
 * @param lineBytes the longest request line; beyond it the answer is 414
 * @param headerBytes all header fields of a request together, and all trailer fields; beyond it the answer is 431
 * @param headerFields how many header fields a request may have, and how many trailer fields; beyond it the answer is
 *     431
 * @param messageBytes the largest WebSocket message; beyond it the socket is closed with 1009
 * @param frames how many frames a client may send on a WebSocket in a second, control frames among them, and at most at
 *     once; beyond it the socket is closed with 1008
 * @param connections how many connections may be open; further ones get a 503 and are closed, over TLS just closed
 * @param requests how many requests may be in work in the whole server; further ones get a 503 without being looked at.
 *     What is pushed, and WebSockets, count until their answer has begun
 * @param streams how many streams a client may have open on one HTTP/2 connection; further ones are refused with
 *     {@code REFUSED_STREAM}, so that the client asks again (RFC 9113 §5.1.2)
 * @param resets how many streams a client may cut short on one HTTP/2 connection within 30 s; beyond it the connection
 *     is closed with {@code ENHANCE_YOUR_CALM} (CVE-2023-44487)
 */
public record Limits(
        int bodyBytes,
        int lineBytes,
        int headerBytes,
        int headerFields,
        int messageBytes,
        int frames,
        int connections,
        int requests,
        int streams,
        int resets) {
    /** Refuses a limit below one. */
    public Limits {
        IntStream all = IntStream.of(
                bodyBytes,
                lineBytes,
                headerBytes,
                headerFields,
                messageBytes,
                frames,
                connections,
                requests,
                streams,
                resets);
        if (all.anyMatch(limit -> limit < 1)) {
            throw new IllegalArgumentException("Every limit must be at least 1: bodyBytes " + bodyBytes + ", lineBytes "
                    + lineBytes + ", headerBytes " + headerBytes + ", headerFields " + headerFields + ", messageBytes "
                    + messageBytes + ", frames " + frames + ", connections " + connections + ", requests " + requests
                    + ", streams " + streams
                    + ", resets " + resets);
        }
    }

    /**
     * Bodies of 1 MiB, lines of 8 KiB, 100 header fields of 16 KiB together, messages of 64 KiB, 10,000 frames a second, 100,000 connections,
     * 10,000 requests in work, 100 streams and 200 resets.
     */
    public static Limits defaults() {
        return new Limits(1024 * 1024, 8 * 1024, 16 * 1024, 100, 64 * 1024, 10_000, 100_000, 10_000, 100, 200);
    }

    /** Returns these limits with another size of bodies. */
    public Limits withBodyBytes(int bytes) {
        return new Limits(
                bytes,
                lineBytes,
                headerBytes,
                headerFields,
                messageBytes,
                frames,
                connections,
                requests,
                streams,
                resets);
    }

    /** Returns these limits with another length of request lines. */
    public Limits withLineBytes(int bytes) {
        return new Limits(
                bodyBytes,
                bytes,
                headerBytes,
                headerFields,
                messageBytes,
                frames,
                connections,
                requests,
                streams,
                resets);
    }

    /** Returns these limits with another size of all header fields of a request. */
    public Limits withHeaderBytes(int bytes) {
        return new Limits(
                bodyBytes,
                lineBytes,
                bytes,
                headerFields,
                messageBytes,
                frames,
                connections,
                requests,
                streams,
                resets);
    }

    /** Returns these limits with another number of header fields. */
    public Limits withHeaderFields(int count) {
        return new Limits(
                bodyBytes, lineBytes, headerBytes, count, messageBytes, frames, connections, requests, streams, resets);
    }

    /** Returns these limits with another size of WebSocket messages. */
    public Limits withMessageBytes(int bytes) {
        return new Limits(
                bodyBytes, lineBytes, headerBytes, headerFields, bytes, frames, connections, requests, streams, resets);
    }

    /** Returns these limits with another number of frames that a client may send on a WebSocket in a second. */
    public Limits withFrames(int perSecond) {
        return new Limits(
                bodyBytes,
                lineBytes,
                headerBytes,
                headerFields,
                messageBytes,
                perSecond,
                connections,
                requests,
                streams,
                resets);
    }

    /** Returns these limits with another number of open connections. */
    public Limits withConnections(int count) {
        return new Limits(
                bodyBytes,
                lineBytes,
                headerBytes,
                headerFields,
                messageBytes,
                frames,
                count,
                requests,
                streams,
                resets);
    }

    /** Returns these limits with another number of requests in work. */
    public Limits withRequests(int count) {
        return new Limits(
                bodyBytes,
                lineBytes,
                headerBytes,
                headerFields,
                messageBytes,
                frames,
                connections,
                count,
                streams,
                resets);
    }

    /** Returns these limits with another number of streams of an HTTP/2 connection. */
    public Limits withStreams(int count) {
        return new Limits(
                bodyBytes,
                lineBytes,
                headerBytes,
                headerFields,
                messageBytes,
                frames,
                connections,
                requests,
                count,
                resets);
    }

    /** Returns these limits with another number of streams that a client may cut short. */
    public Limits withResets(int count) {
        return new Limits(
                bodyBytes,
                lineBytes,
                headerBytes,
                headerFields,
                messageBytes,
                frames,
                connections,
                requests,
                streams,
                count);
    }
}
