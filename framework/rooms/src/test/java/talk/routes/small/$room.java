package talk.routes.small;

import io.serval.core.Socket;
import java.util.Optional;
import talk.Talk;

record $room(Talk.Small service) {
    void ws(String room, String name, Optional<String> from, Socket socket) {
        service.rooms().join(room, name, socket, from).run();
    }
}
