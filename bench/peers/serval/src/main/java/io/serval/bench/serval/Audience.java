package io.serval.bench.serval;

import io.serval.core.Outlet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** Those who get the same bytes; an event loop gets one task for all that it carries. */
final class Audience {
    private static final int TRY_AGAIN_LATER = 1013;

    /** Each set is touched on its loop only. */
    private final Map<Executor, Set<Outlet>> byLoop = new ConcurrentHashMap<>();

    void join(Outlet outlet) {
        Executor loop = outlet.loop();
        Set<Outlet> outlets = byLoop.computeIfAbsent(loop, first -> new LinkedHashSet<>());
        loop.execute(() -> outlets.add(outlet));
        outlet.scope().onCancel(() -> loop.execute(() -> outlets.remove(outlet)));
    }

    void send(byte[] message) {
        byLoop.forEach((loop, outlets) -> loop.execute(() -> outlets.forEach(outlet -> send(outlet, message))));
    }

    private static void send(Outlet outlet, byte[] message) {
        if (outlet.writable()) {
            outlet.write(message);
            outlet.flush();
        } else {
            outlet.close(TRY_AGAIN_LATER, "Too slow.");
        }
    }
}
