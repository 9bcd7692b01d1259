package io.serval.bench;

/** How a client gets updates. */
enum UpdateWay {
    WEBSOCKET("WebSocket", 0, """
            Connection: Upgrade\r
            Upgrade: websocket\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            """),
    EVENTS("server-sent events", 0, "Accept: text/event-stream\r\n"),
    POLLED_OFTEN("polling as often as there are updates", 100, "Accept: application/json\r\n"),
    POLLED_SELDOM("polling once a second", 1_000, "Accept: application/json\r\n");

    private final String label;
    private final int millis;
    private final String headers;

    UpdateWay(String label, int millis, String headers) {
        this.label = label;
        this.millis = millis;
        this.headers = headers;
    }

    boolean polls() {
        return millis > 0;
    }

    /** The time between two polls of a client. */
    int millis() {
        return millis;
    }

    /** The head of a request, with what browsers send in short. */
    String request(int port, long after) {
        return """
                GET /updates?after=%d HTTP/1.1\r
                Host: 127.0.0.1:%d\r
                User-Agent: bench\r
                Accept-Encoding: gzip\r
                Cookie: session=0123456789abcdef0123456789abcdef\r
                %s\r
                """.formatted(after, port, headers);
    }

    @Override
    public String toString() {
        return label;
    }
}
