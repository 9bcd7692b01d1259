package io.serval.bench.serval;

import io.serval.cli.Serval;
import java.lang.invoke.MethodHandles;

/** Serval as {@code ./serval run} starts it, with the defaults; the file is in {@code public/} on the class path. */
public final class Main {
    private Main() {}

    /** Takes the flags of an application. */
    public static void main(String[] args) {
        Serval.run(MethodHandles.lookup(), args, app -> app.provide(new Updates()));
    }
}
