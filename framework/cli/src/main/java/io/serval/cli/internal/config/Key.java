package io.serval.cli.internal.config;

import io.serval.core.Conversion;
import java.util.Optional;

/**
 * A key of the configuration.
 *
 * @param <T> what its value stands for
 * @param name its name, as in a file
 * @param conversion reads its value
 * @param standard the value that it has unless it is set; empty for none
 * @param meaning what it does, for people
 * @param secret whether its value may not be shown
 */
public record Key<T>(String name, Conversion<T> conversion, String standard, String meaning, boolean secret) {
    /** What a value has to be, to follow the word "takes". */
    public String expected() {
        return conversion.expected();
    }

    boolean isSwitch() {
        return conversion == Kinds.SWITCH;
    }

    /** Reads what is written; empty if it is nothing of the kind. */
    Optional<T> read(String text) {
        return Kinds.read(conversion, text);
    }
}
