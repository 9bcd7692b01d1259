package io.serval.bench.serval.routes.loop;

import io.serval.core.OnEventLoop;
import io.serval.core.Response;

/** A greeting. */
@OnEventLoop
record plaintext() {
    Response get() {
        return Response.text(200, "Hello, World!");
    }
}
