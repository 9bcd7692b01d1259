package rooms.chat;

/**
 * The payload of what is said.
 *
 * @param text 1 to 2,000 characters
 */
public record ChatMessage(String text) {
    private static final int LONGEST = 2_000;

    /** @throws IllegalArgumentException if it says nothing, or too much */
    public ChatMessage {
        if (text.isBlank()) {
            throw new IllegalArgumentException("A message needs some text.");
        }
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "A message has up to 2,000 characters, not " + text.length() + ". Send it in parts.");
        }
    }
}
