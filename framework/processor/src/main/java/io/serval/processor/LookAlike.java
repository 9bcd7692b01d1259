package io.serval.processor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was meant: {@code id} by {@code uid}, {@code ID} and {@code userId}. */
final class LookAlike {
    private static final int SHORT = 3;

    private LookAlike() {}

    /** Returns the first of the names that the given one may be meant for. */
    static Optional<String> among(List<String> names, String given) {
        return names.stream().filter(name -> alike(name, given)).findFirst();
    }

    private static boolean alike(String name, String given) {
        int slips = Math.max(name.length(), given.length()) <= SHORT ? 1 : 2;
        return EditDistance.between(name.toLowerCase(Locale.ROOT), given.toLowerCase(Locale.ROOT)) <= slips
                || endsWithWord(given, name)
                || endsWithWord(name, given);
    }

    private static boolean endsWithWord(String name, String word) {
        String capitalised = word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
        return name.endsWith(capitalised) || name.endsWith("_" + word);
    }
}
