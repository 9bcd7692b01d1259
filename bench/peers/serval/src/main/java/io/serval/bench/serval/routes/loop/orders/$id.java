package io.serval.bench.serval.routes.loop.orders;

import io.serval.bench.orders.Found;
import io.serval.core.OnEventLoop;
import java.util.List;

/** One order. */
@OnEventLoop
record $id() {
    Found get(long id, int page, List<String> tag) {
        return new Found(id, page, tag);
    }
}
