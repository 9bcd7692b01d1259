package io.serval.core;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of several things that a scope holds. Each knows its neighbours, and the scope the newest one only: to be held takes no
 * room beside the thing, as there is a scope for every idle connection. Guarded by the lock of the one scope that holds it.
 *
 * @param <T> the class itself
 */
abstract class Linked<T extends Linked<T>> {
    @Nullable
    T newer;

    @Nullable
    T older;

    /** Joins those whose newest is given; returns the newest from now on. */
    final T onto(@Nullable T newest) {
        @SuppressWarnings("unchecked") // as each class names itself
        T self = (T) this;
        older = newest;
        if (newest != null) {
            newest.newer = self;
        }
        return self;
    }

    /** Leaves those whose newest is given, if it is one of them; returns the newest from now on. */
    final @Nullable T outOf(@Nullable T newest) {
        T left = newest == this ? older : newest;
        if (newer != null) {
            newer.older = older;
        }
        if (older != null) {
            older.newer = newer;
        }
        newer = null;
        older = null;
        return left;
    }

    /** Returns all whose newest is given, from there on. */
    static <T extends Linked<T>> List<T> all(@Nullable T newest) {
        if (newest == null) {
            return List.of();
        }
        var all = new ArrayList<T>();
        for (T each = newest; each != null; each = each.older) {
            all.add(each);
        }
        return all;
    }

    /** Returns all whose newest is given, from there on, and has them leave each other. */
    static <T extends Linked<T>> List<T> parted(@Nullable T newest) {
        List<T> all = all(newest);
        for (T each : all) {
            each.newer = null;
            each.older = null;
        }
        return all;
    }
}
