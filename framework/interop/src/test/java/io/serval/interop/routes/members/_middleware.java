package io.serval.interop.routes.members;

import io.serval.core.Handler;
import io.serval.core.Problem;
import io.serval.core.Request;
import io.serval.core.Response;

/** Lets in who says who it is. */
final class _middleware {
    Response any(Request request, Handler next) throws Exception {
        return request.headers().all("Authorization").isEmpty()
                ? Problem.of(401, "Say who you are.").toResponse()
                : next.handle(request);
    }
}
