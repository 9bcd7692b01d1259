package rooms.routes.rooms.$room;

import io.serval.core.Principal;
import io.serval.core.Socket;
import java.util.Optional;
import rooms.chat.Chat;

/** The conversation in a room. */
record socket(Chat chat) {
    /**
     * Joins it.
     *
     * @param from the position of the last message that the client has
     */
    void ws(String room, Optional<String> from, Principal who, Socket socket) {
        chat.talk(room, who.name(), socket, from);
    }
}
