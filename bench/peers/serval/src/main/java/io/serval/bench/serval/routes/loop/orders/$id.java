package io.serval.bench.serval.routes.loop.orders;

import io.serval.bench.orders.Found;
import java.util.List;
import io.serval.core.OnEventLoop;

/** One order. */
@OnEventLoop
record $id() {
    Found get(long id, int page, List<String> tag) {
        return new Found(id, page, tag);
    }
}
