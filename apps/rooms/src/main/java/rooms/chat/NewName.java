package rooms.chat;

/**
 * What a visitor wants to be called.
 *
 * @param name 1 to 40 characters
 */
public record NewName(String name) {
    /** @throws IllegalArgumentException if it is no name */
    public NewName {
        name = DisplayName.checked(name);
    }
}
