package shop.routes.orders;

import io.serval.core.Request;
import io.serval.core.Response;
import java.io.FileNotFoundException;
import java.io.IOException;

record _error() {
    Response on(IOException error, Request request) {
        return Response.text(503, "The warehouse does not answer.");
    }

    Response on(FileNotFoundException error, Request request) {
        return Response.text(404, "No such order.");
    }
}
