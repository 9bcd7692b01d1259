package shop.routes.orders.$id;

import io.serval.core.BodyLimit;
import io.serval.core.Default;
import io.serval.core.Socket;
import io.serval.core.Subprotocols;
import shop.Orders;

/** Where a customer and the shop talk about an order. */
record chat(Orders orders) {
    String get(long id) {
        return "Order " + id;
    }

    /** Says each message to the other side. */
    @BodyLimit(4096)
    @Subprotocols({"chat.v2", "chat.v1"})
    void ws(long id, @Default("guest") String name, Socket socket) {
        socket.receive().ifPresent(message -> socket.send(name + " of " + id + ": " + message));
    }
}
