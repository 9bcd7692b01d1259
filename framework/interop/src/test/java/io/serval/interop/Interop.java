package io.serval.interop;

/** The application that the clients talk to: its routes lie beside. */
public final class Interop {
    /** What the route for news sends. */
    public static final String NEWS = "the same for all ".repeat(200);

    private Interop() {}
}
