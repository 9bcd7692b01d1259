package rooms.chat;

import java.text.Normalizer;

/** What visitors and rooms may be called. */
final class DisplayName {
    private static final int LONGEST = 40;

    private DisplayName() {}

    /**
     * Returns the name in Unicode's composed form and with single spaces, so that what looks the same is the same.
     *
     * @throws IllegalArgumentException if it is none
     */
    static String checked(String name) {
        String tidy = Normalizer.normalize(name, Normalizer.Form.NFC).strip().replaceAll("\\s+", " ");
        int length = tidy.codePointCount(0, tidy.length());
        if (length == 0 || length > LONGEST) {
            throw new IllegalArgumentException("Expected 1 to 40 characters, not " + length + ".");
        }
        if (tidy.codePoints().anyMatch(DisplayName::unseen)) {
            throw new IllegalArgumentException("Leave out characters that cannot be seen.");
        }
        return tidy;
    }

    private static boolean unseen(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}
