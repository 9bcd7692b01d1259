package io.serval.core;

import io.serval.core.internal.dispatch.LoopHandler;

/** The beginning of a handler that is put together: {@code Handler post = handler(this::place).with(limit)}. */
public final class Handlers {
    private Handlers() {}

    /** Returns the handler itself; it gives a lambda or a method reference its type. */
    public static Handler handler(Handler handler) {
        return handler;
    }

    /** Returns the handler, marked as one that never blocks; see {@link OnEventLoop}. */
    public static Handler onEventLoop(Handler handler) {
        return new LoopHandler(handler);
    }
}
