package shop.routes.orders;

import io.serval.core.Principal;
import io.serval.core.Reply;
import java.util.List;
import java.util.UUID;
import shop.Order;
import shop.Orders;

record index(Orders orders) {
    record NewOrder(UUID basket) {}

    /** Lists the caller's orders. */
    List<Order> get(Principal customer, int limit) {
        return orders.of(customer.name(), limit);
    }

    /** Places an order. */
    Reply<Order> post(NewOrder order, Principal customer) {
        Order placed = orders.place(order.basket(), customer.name());
        return Reply.created("/orders/" + placed.id(), placed);
    }
}
