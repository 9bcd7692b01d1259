package io.serval.netty.internal;

/** What a client of a WebSocket must not do: the socket is closed with the code (RFC 6455 §7.4.1). */
final class SocketFault extends RuntimeException {
    static final int PROTOCOL = 1002;
    static final int UNSUPPORTED = 1003;
    static final int INVALID = 1007;
    static final int POLICY = 1008;
    static final int TOO_BIG = 1009;

    private final int code;

    SocketFault(int code, String reason) {
        // Clients make these, so they are to cost little.
        super(reason, null, false, false);
        this.code = code;
    }

    static SocketFault protocol(String reason) {
        return new SocketFault(PROTOCOL, reason);
    }

    static SocketFault tooBig(int limit) {
        return new SocketFault(TOO_BIG, "A message may have " + limit + " bytes.");
    }

    int code() {
        return code;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
