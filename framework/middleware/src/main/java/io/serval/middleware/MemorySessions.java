package io.serval.middleware;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Sessions in a bounded cache. Whether one has expired is for who loads it to tell, so that there is one clock. */
final class MemorySessions implements SessionStore {
    /** An entry's own objects, its key and its place in the cache. */
    private static final int OVERHEAD = 400;

    private final Cache<String, Entry> entries;

    MemorySessions(long bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("A store of sessions needs some memory, not " + bytes + " bytes.");
        }
        entries = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher(MemorySessions::weight)
                .build();
    }

    private static int weight(String id, Entry entry) {
        return OVERHEAD + id.length() + SessionCodec.chars(entry.values());
    }

    @Override
    public Optional<Entry> load(String id) {
        return Optional.ofNullable(entries.getIfPresent(id));
    }

    @Override
    public boolean save(String id, Entry entry) {
        var saved = new AtomicBoolean();
        entries.asMap().compute(id, (key, before) -> {
            long version = before == null ? 0 : before.version();
            saved.set(version + 1 == entry.version());
            return saved.get() ? entry : before;
        });
        return saved.get();
    }

    @Override
    public void delete(String id) {
        entries.invalidate(id);
    }
}
