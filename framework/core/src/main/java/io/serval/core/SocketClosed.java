package io.serval.core;

/** Thrown by sending on a {@link Socket} that is closed. Let it pass: nobody hears any more. */
public final class SocketClosed extends RuntimeException {
    private final int code;

    /**
     * Creates the exception.
     *
     * @param code the close code (RFC 6455 §7.4); 1006 if the connection was lost without one
     * @param reason what the one who closed said; may be empty
     */
    public SocketClosed(int code, String reason) {
        super("The WebSocket is closed with " + code + (reason.isEmpty() ? "." : ": " + reason));
        this.code = code;
    }

    /** The close code. */
    public int code() {
        return code;
    }
}
