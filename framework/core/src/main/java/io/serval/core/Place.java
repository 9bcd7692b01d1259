package io.serval.core;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A place in the input, where faults can be found. Immutable; what the faults go to need not be. Made for each value that
 * is checked, while most are right: its pointer is put together when somebody asks for it.
 */
public final class Place {
    private final @Nullable Place parent;
    private final String name;
    private final Consumer<Problem.Fault> faults;

    private Place(@Nullable Place parent, String name, Consumer<Problem.Fault> faults) {
        this.parent = parent;
        this.name = name;
        this.faults = faults;
    }

    /**
     * Creates a place.
     *
     * @param pointer a JSON pointer (RFC 6901), as {@code /body/lines/0}
     * @param faults takes what is found here and below
     */
    public Place(String pointer, Consumer<Problem.Fault> faults) {
        this(null, pointer, faults);
    }

    /** A JSON pointer (RFC 6901), as {@code /body/lines/0}. */
    public String pointer() {
        return parent == null
                ? name
                : parent.pointer() + '/' + name.replace("~", "~0").replace("/", "~1");
    }

    /** Takes what is found here and below. */
    public Consumer<Problem.Fault> faults() {
        return faults;
    }

    /** Returns the place of a field, or of an entry of a map. */
    public Place field(String field) {
        return new Place(this, field, faults);
    }

    /**
     * Returns the place of an item of a list.
     *
     * @param index counts from zero
     */
    public Place item(int index) {
        return new Place(this, Integer.toString(index), faults);
    }

    /**
     * Returns the same place, for faults that are always told in these words.
     *
     * @param detail what is wrong and what was expected, a sentence for the client
     */
    public Place saying(String detail) {
        return new Place(parent, name, fault -> faults.accept(new Problem.Fault(fault.pointer(), detail)));
    }

    /**
     * Reports a fault here.
     *
     * @param detail what is wrong and what was expected, a sentence for the client
     */
    public void fault(String detail) {
        faults.accept(new Problem.Fault(pointer(), detail));
    }
}
