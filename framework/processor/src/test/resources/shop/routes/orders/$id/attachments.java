package shop.routes.orders.$id;

import io.serval.core.BodyLimit;
import io.serval.core.Handler;
import io.serval.core.Handlers;
import io.serval.core.Response;
import io.serval.core.Status;
import io.serval.core.Upload;
import java.util.List;
import java.util.Optional;
import shop.Orders;

/** Files that belong to an order. */
record attachments(Orders orders) {
    record Form(String title, Optional<String> note, List<Upload> file) {}

    /** Nothing is known of them but that they are there. */
    static final Handler head = Handlers.handler(request -> Response.of(200));

    @Status(201)
    @BodyLimit(1L << 30)
    void post(long id, Form form) {
        form.file().forEach(file -> orders.attach(id, form.title(), file));
    }
}
