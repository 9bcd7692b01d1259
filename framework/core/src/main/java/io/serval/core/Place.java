package io.serval.core;

import java.util.function.Consumer;

/**
 * A place in the input, where faults can be found. Immutable; what the faults go to need not be.
 *
 * @param pointer a JSON pointer (RFC 6901), as {@code /body/lines/0}
 * @param faults takes what is found here and below
 */
public record Place(String pointer, Consumer<Problem.Fault> faults) {
    /** Returns the place of a field, or of an entry of a map. */
    public Place field(String name) {
        return new Place(pointer + '/' + name.replace("~", "~0").replace("/", "~1"), faults);
    }

    /**
     * Returns the place of an item of a list.
     *
     * @param index counts from zero
     */
    public Place item(int index) {
        return new Place(pointer + '/' + index, faults);
    }

    /**
     * Returns the same place, for faults that are always told in these words.
     *
     * @param detail what is wrong and what was expected, a sentence for the client
     */
    public Place saying(String detail) {
        return new Place(pointer, fault -> faults.accept(new Problem.Fault(fault.pointer(), detail)));
    }

    /**
     * Reports a fault here.
     *
     * @param detail what is wrong and what was expected, a sentence for the client
     */
    public void fault(String detail) {
        faults.accept(new Problem.Fault(pointer, detail));
    }
}
