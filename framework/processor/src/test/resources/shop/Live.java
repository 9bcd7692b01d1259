package shop;

import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.core.Result;

/** A stream that answers in the form that the client asks for. */
public record Live<E>(String topic) implements Result {
    @Override
    public Response toResponse(Request request) throws Exception {
        return Response.text(200, topic);
    }
}
