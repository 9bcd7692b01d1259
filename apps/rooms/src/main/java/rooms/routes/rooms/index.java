package rooms.routes.rooms;

import io.serval.core.Principal;
import io.serval.live.LiveState;
import rooms.chat.Chat;
import rooms.chat.NewRoom;
import rooms.chat.OpenRoom;
import rooms.chat.RoomList;

/** The rooms. */
record index(Chat chat) {
    /** All rooms, and those that are opened from then on. */
    LiveState<RoomList, OpenRoom> get() {
        return chat.list();
    }

    /** Opens a room; one that is there already stays as it is. */
    OpenRoom post(NewRoom room, Principal who) {
        return chat.open(room, who.name());
    }
}
