package shop.routes.orders.$id;

import java.util.Optional;
import shop.Live;
import shop.OrderShipped;

/** What happens to an order. */
interface events {
    /** Streams the events, if there is such an order. */
    static Optional<Live<OrderShipped>> get(long id) {
        return Optional.of(new Live<>("order/" + id));
    }
}
