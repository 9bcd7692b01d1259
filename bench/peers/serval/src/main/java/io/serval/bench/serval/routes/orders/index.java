package io.serval.bench.serval.routes.orders;

import io.serval.bench.orders.Order;
import io.serval.bench.orders.Placed;

/** Orders. */
record index() {
    Placed post(Order order) {
        return Placed.of(order);
    }
}
