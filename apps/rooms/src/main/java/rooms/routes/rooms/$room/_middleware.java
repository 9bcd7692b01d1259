package rooms.routes.rooms.$room;

import io.serval.core.Handler;
import io.serval.core.Problem;
import io.serval.core.ProblemException;
import io.serval.core.Request;
import io.serval.core.Response;
import rooms.chat.Chat;

/** Nobody enters a room that is not there. */
record _middleware(Chat chat) {
    Response any(Request request, Handler next) throws Exception {
        String room = request.pathValues("room").getFirst();
        if (!chat.exists(room)) {
            throw new ProblemException(
                    Problem.of(404, "There is no room of that name. POST /rooms opens one, with {\"name\":\"…\"}."));
        }
        return next.handle(request);
    }
}
