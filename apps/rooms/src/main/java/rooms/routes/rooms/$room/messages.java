package rooms.routes.rooms.$room;

import io.serval.core.Problem;
import io.serval.core.ProblemException;
import io.serval.rooms.History;
import java.util.Optional;
import rooms.chat.Chat;

/** What was said in a room. */
record messages(Chat chat) {
    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 200;

    /** A page of messages, in their order: the last before a position, or the last of all. */
    History get(String room, Optional<String> before, Optional<Integer> limit) {
        int wanted = limit.orElse(PAGE);
        if (wanted < 1 || wanted > LARGEST_PAGE) {
            throw new ProblemException(Problem.fault(
                    "/query/limit", "Expected a number from 1 to " + LARGEST_PAGE + ", not " + wanted + "."));
        }
        return chat.history(room, before, wanted);
    }
}
