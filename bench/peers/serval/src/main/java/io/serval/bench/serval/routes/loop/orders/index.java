package io.serval.bench.serval.routes.loop.orders;

import io.serval.bench.orders.Order;
import io.serval.bench.orders.Placed;
import io.serval.core.OnEventLoop;

/** Orders. */
@OnEventLoop
record index() {
    Placed post(Order order) {
        return Placed.of(order);
    }
}
