package io.serval.faults.site;

import io.serval.cli.Serval;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import sun.misc.Signal;

/** The application, as any user would start it. */
public final class Site {
    private Site() {}

    /** Takes the flags of an application. Whoever has started it stops it by leaving, too: at the end of its input. */
    public static void main(String[] args) {
        Thread.ofPlatform().daemon().start(Site::endWithParent);
        Serval.run(MethodHandles.lookup(), args, app -> app.provide(new Counters(app.database(), app.log())));
    }

    private static void endWithParent() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Signal.raise(new Signal("TERM"));
        }
    }
}
