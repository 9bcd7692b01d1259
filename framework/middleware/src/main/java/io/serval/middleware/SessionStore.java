package io.serval.middleware;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps sessions on the server. Implementations are for use by many threads; their methods are called on the request's
 * thread and may block, and what they throw becomes the answer to the request.
 *
 * <p>The ids that a store sees are hashes: whoever reads the store cannot take over the sessions in it.
 */
public interface SessionStore {
    /**
     * A session at rest.
     *
     * @param version 1 for a new session, one more with each save
     * @param created when the session began; its lifetime counts from there
     * @param seen when it was last used; its idle time counts from there
     * @param expires when the store may drop it
     * @param values JSON texts by name
     */
    record Entry(long version, Instant created, Instant seen, Instant expires, Map<String, String> values) {
        /** Copies the values. */
        public Entry {
            values = Map.copyOf(values);
        }
    }

    /** Returns the session of the id, unless there is none (any more). */
    Optional<Entry> load(String id) throws Exception;

    /**
     * Saves the session if the version that is stored is the one before: none for version 1. Comparing and saving are one
     * step, so that of two requests at once one succeeds.
     *
     * @return whether it was saved
     */
    boolean save(String id, Entry entry) throws Exception;

    /** Deletes the session, if there is one. */
    void delete(String id) throws Exception;

    /**
     * Returns a store in this process's memory. Sessions do not outlive the process, and each node has its own. Beyond the
     * bound those that are least used are dropped.
     *
     * @param bytes what the sessions may take together, about
     */
    static SessionStore inMemory(long bytes) {
        return new MemorySessions(bytes);
    }
}
