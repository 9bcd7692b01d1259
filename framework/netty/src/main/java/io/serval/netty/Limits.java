package io.serval.netty;

/**
 * How much a client may send.
 *
 * @param bodyBytes the largest request body that a handler reads without raising {@link io.serval.core.Body#limit its
 *     limit}; beyond it the answer is 413
 * @param lineBytes the longest request line; beyond it the answer is 414
 * @param headerBytes all header fields of a request together; beyond it the answer is 431
 * @param messageBytes the largest WebSocket message; beyond it the socket is closed with 1009
 */
public record Limits(int bodyBytes, int lineBytes, int headerBytes, int messageBytes) {
    /** Refuses a limit below one. */
    public Limits {
        if (Math.min(Math.min(bodyBytes, lineBytes), Math.min(headerBytes, messageBytes)) < 1) {
            throw new IllegalArgumentException("Every limit must be at least one byte: bodyBytes " + bodyBytes
                    + ", lineBytes " + lineBytes + ", headerBytes " + headerBytes + ", messageBytes " + messageBytes);
        }
    }

    /** Bodies of 1 MiB, lines of 8 KiB, header fields of 16 KiB, messages of 64 KiB. */
    public static Limits defaults() {
        return new Limits(1024 * 1024, 8 * 1024, 16 * 1024, 64 * 1024);
    }
}
