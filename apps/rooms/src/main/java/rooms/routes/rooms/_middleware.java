package rooms.routes.rooms;

import io.serval.core.Handler;
import io.serval.core.Problem;
import io.serval.core.ProblemException;
import io.serval.core.Request;
import io.serval.core.Response;

/** Who comes in has a name. */
final class _middleware {
    Response any(Request request, Handler next) throws Exception {
        if (request.principal().anonymous()) {
            throw new ProblemException(Problem.of(401, "Choose a name first: PUT /me with {\"name\":\"…\"}."));
        }
        return next.handle(request);
    }
}
