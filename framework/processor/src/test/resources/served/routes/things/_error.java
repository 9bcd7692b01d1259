package served.routes.things;

import io.serval.core.Request;
import io.serval.core.Response;
import java.io.FileNotFoundException;
import java.io.IOException;

record _error() {
    Response on(RuntimeException error, Request request) {
        throw error;
    }

    Response on(IOException error, Request request) {
        return Response.text(503, "no thing");
    }

    Response on(IllegalStateException error, Request request) {
        return Response.text(409, "odd thing");
    }

    Response on(FileNotFoundException error, Request request) {
        return Response.text(410, "gone thing");
    }
}
