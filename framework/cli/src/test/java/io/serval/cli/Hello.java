package io.serval.cli;

import io.serval.core.StartupException;
import java.lang.invoke.MethodHandles;

/** An application without routes, as a process of its own. */
final class Hello {
    private Hello() {}

    public static void main(String[] args) {
        Serval.run(MethodHandles.lookup(), args, app -> {
            if (app.environment("HELLO_FAILS").isPresent()) {
                throw new StartupException("Hello was told to fail.");
            }
            if (app.environment("HELLO_HOOK_FAILS").isPresent()) {
                app.onStart(() -> {
                    throw new IllegalStateException("no licence");
                });
            }
            app.onStop(() -> System.err.println("stop hook has run"));
            app.background("waiting", () -> {
                try {
                    Thread.currentThread().join();
                } finally {
                    System.err.println(
                            "background work has ended: " + app.scope().cause().orElseThrow());
                }
            });
        });
    }
}
