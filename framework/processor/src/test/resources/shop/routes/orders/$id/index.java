package shop.routes.orders.$id;

import java.util.Optional;
import shop.Order;
import shop.Orders;

/** One order. */
record index(Orders orders) {
    /**
     * Returns the order.
     *
     * <p>With a {@code status}, only if the order has it.
     */
    Optional<Order> get(long id, Optional<Order.Status> status) {
        return orders.find(id, status);
    }

    void delete(long id) {
        orders.cancel(id);
    }
}
