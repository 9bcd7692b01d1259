package io.serval.core.internal.json;

import org.jspecify.annotations.Nullable;

/** What a merge patch does to one value. */
@FunctionalInterface
interface Change {
    /**
     * Returns the value after the patch.
     *
     * @param current the value before; null where there is none
     * @throws io.serval.core.ProblemException 400 if the two together make no value
     */
    @Nullable
    Object apply(@Nullable Object current);
}
