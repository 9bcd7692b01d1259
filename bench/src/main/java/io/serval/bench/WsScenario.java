package io.serval.bench;

/** How messages are echoed. */
enum WsScenario {
    ONE("echo", 1),
    DEEP("echo, 16 deep", 16);

    private static final int CONNECTIONS = 64;

    private final String label;
    private final int depth;

    WsScenario(String label, int depth) {
        this.label = label;
        this.depth = depth;
    }

    int connections() {
        return CONNECTIONS;
    }

    /** How many messages of a connection are under way at a time. */
    int depth() {
        return depth;
    }

    @Override
    public String toString() {
        return label;
    }
}
