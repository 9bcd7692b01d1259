package io.serval.core.internal.dispatch;

import io.serval.core.Handler;
import io.serval.core.Request;
import io.serval.core.Response;
import java.util.concurrent.atomic.AtomicBoolean;

/** The rest of the onion, as one middleware sees it for one request: it can be called once. */
final class Next implements Handler {
    private final Handler inner;
    private final String caller;
    private final AtomicBoolean called = new AtomicBoolean();

    /**
     * Creates the rest for one request.
     *
     * @param caller begins the sentence of the error: "The _middleware of /users"
     */
    Next(Handler inner, String caller) {
        this.inner = inner;
        this.caller = caller;
    }

    @Override
    public Response handle(Request request) throws Exception {
        if (called.getAndSet(true)) {
            throw new IllegalStateException(caller + " called next twice; it may go on once per request.");
        }
        return inner.handle(request);
    }

    boolean called() {
        return called.get();
    }
}
