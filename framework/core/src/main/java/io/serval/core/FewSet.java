package io.serval.core;

import java.util.AbstractCollection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A set in the order of adding, compared by {@code equals}, for what most often is nothing or one: only a second element
 * takes memory besides. Not for several threads.
 */
final class FewSet<T> extends AbstractCollection<T> {
    private @Nullable T only;
    private @Nullable LinkedHashSet<T> several;

    @Override
    public boolean add(T element) {
        if (several == null && only == null) {
            only = element;
            return true;
        }
        if (several == null) {
            several = new LinkedHashSet<>();
            several.add(only);
            only = null;
        }
        return several.add(element);
    }

    @Override
    public boolean remove(@Nullable Object element) {
        if (several != null) {
            return several.remove(element);
        }
        boolean found = only != null && only.equals(element);
        only = found ? null : only;
        return found;
    }

    @Override
    public void clear() {
        only = null;
        several = null;
    }

    @Override
    public int size() {
        return several != null ? several.size() : only == null ? 0 : 1;
    }

    @Override
    public Iterator<T> iterator() {
        return several != null ? several.iterator() : (only == null ? List.<T>of() : List.of(only)).iterator();
    }
}
