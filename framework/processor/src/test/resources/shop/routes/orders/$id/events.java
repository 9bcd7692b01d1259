package shop.routes.orders.$id;

import shop.Live;
import shop.OrderShipped;

/** What happens to an order. */
interface events {
    /** Streams the events. */
    static Live<OrderShipped> get(long id) {
        return new Live<>("order/" + id);
    }
}
