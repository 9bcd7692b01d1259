package io.serval.rooms;

import io.serval.core.Problem;
import io.serval.core.ProblemException;

/** What rooms, members and messages may be called. */
final class Names {
    private static final int LONGEST = 64;

    private Names() {}

    /**
     * Returns the name.
     *
     * @param pointer where it stands, for the message
     * @throws ProblemException 400 if it is none
     */
    static String checked(String pointer, String name) {
        if (name.isBlank() || !name.equals(name.strip())) {
            throw fault(pointer, "must not be blank, nor begin or end with a space");
        }
        if (name.codePointCount(0, name.length()) > LONGEST) {
            throw fault(
                    pointer,
                    "has " + name.codePointCount(0, name.length()) + " characters, of " + LONGEST + " at most");
        }
        name.codePoints().filter(Names::unseen).findFirst().ifPresent(character -> {
            throw fault(pointer, "has the character U+%04X, which nobody can see".formatted(character));
        });
        return name;
    }

    /** Whether one name could look like another one by this, or a line like several. */
    private static boolean unseen(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    private static ProblemException fault(String pointer, String what) {
        String field = pointer.substring(pointer.lastIndexOf('/') + 1);
        return new ProblemException(Problem.fault(pointer, "The " + field + " " + what + "."));
    }
}
