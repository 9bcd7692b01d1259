package rooms.chat;

import java.util.List;

/**
 * The rooms that can be joined.
 *
 * @param rooms in the order in which they were opened
 */
public record RoomList(List<OpenRoom> rooms) {}
