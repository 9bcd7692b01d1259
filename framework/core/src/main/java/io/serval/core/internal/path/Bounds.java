package io.serval.core.internal.path;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The bounds of a repetition in a regex: {@code {4}}, {@code {2,}} or {@code {2,4}}.
 *
 * @param max may be {@link Regular#FOREVER}
 * @param end the position after them
 */
record Bounds(int min, int max, int end) {
    private static final Pattern SYNTAX = Pattern.compile("\\{(\\d{1,4})(,(\\d{1,4})?)?\\}");

    /** Reads the bounds at the position; null if a brace there is only a brace. */
    static @Nullable Bounds at(String regex, int position) {
        Matcher matcher = SYNTAX.matcher(regex).region(position, regex.length());
        if (!matcher.lookingAt()) {
            return null;
        }
        int min = Integer.parseInt(matcher.group(1));
        String max = matcher.group(3);
        if (matcher.group(2) == null) {
            return new Bounds(min, min, matcher.end());
        }
        return new Bounds(min, max == null ? Regular.FOREVER : Integer.parseInt(max), matcher.end());
    }
}
