package io.serval.live.internal;

import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * What is shared by all that hold it, and is gone when the last has let go. Taking and giving back never wait: event
 * loops do it.
 */
abstract class Counted {
    /** Once 0 it stays 0: who comes then makes a new one. */
    private final AtomicInteger holders = new AtomicInteger(1);

    /** Returns the map's value for the key, held; makes one if there is none to hold. */
    static <K, V extends Counted> V acquire(ConcurrentMap<K, V> shared, K key, Supplier<V> fresh) {
        while (true) {
            V present = shared.get(key);
            if (present == null) {
                V made = fresh.get();
                if (shared.putIfAbsent(key, made) == null) {
                    return made;
                }
            } else if (hold(present)) {
                return present;
            } else {
                shared.remove(key, present);
            }
        }
    }

    /** Lets go of a held value; true if nobody holds it any more. */
    static <K, V extends Counted> boolean release(ConcurrentMap<K, V> shared, K key, V held) {
        boolean last = holders(held).decrementAndGet() == 0;
        if (last) {
            shared.remove(key, held);
        }
        return last;
    }

    private static boolean hold(Counted shared) {
        return holders(shared).getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    private static AtomicInteger holders(Counted shared) {
        return shared.holders;
    }
}
