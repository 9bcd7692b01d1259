package io.serval.interop;

/** The server has not made a WebSocket of the request. */
final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;

    /**
     * Creates the exception.
     *
     * @param status what the server answered; 0 if the client does not tell
     */
    Refused(int status) {
        super("Refused with " + status);
        this.status = status;
    }

    int status() {
        return status;
    }
}
