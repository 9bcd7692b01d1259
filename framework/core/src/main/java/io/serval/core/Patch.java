package io.serval.core;

import io.serval.core.internal.json.RecordPatch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * A change of a record (RFC 7396, JSON Merge Patch), read and checked: each field is a component of the record and fits its
 * type, and null stands only where the component may be empty. A field that is absent leaves the component as it is; null
 * empties it. Records and maps inside are changed field by field, lists and variants of sealed types are replaced.
 *
 * @param <T> the record
 */
public final class Patch<T> {
    private final RecordPatch patch;
    private final BiConsumer<T, Place> constraints;

    Patch(RecordPatch patch, BiConsumer<T, Place> constraints) {
        this.patch = patch;
        this.constraints = constraints;
    }

    /** Whether the patch changes or empties the component of this name. */
    public boolean has(String component) {
        return patch.has(component);
    }

    /**
     * Returns a record with the components that the patch names changed and all others as they are.
     *
     * @throws ProblemException 400 if the record refuses the values together, or they break its constraints
     */
    public T apply(T current) {
        @SuppressWarnings("unchecked") // a copy is of the class of what was copied
        T patched = (T) patch.apply(current);
        List<Problem.Fault> faults = new ArrayList<>();
        constraints.accept(patched, new Place("/body", faults::add));
        if (!faults.isEmpty()) {
            throw new ProblemException(Problem.faults(faults));
        }
        return patched;
    }
}
