package rooms.chat;

/**
 * A room to be opened.
 *
 * @param name 1 to 40 characters
 */
public record NewRoom(String name) {
    /** @throws IllegalArgumentException if it is no name */
    public NewRoom {
        name = DisplayName.checked(name);
    }
}
