package io.serval.middleware;

import io.serval.middleware.SessionStore.Entry;
import java.util.Map;
import java.util.Optional;

/** What stands between a session and the value of its cookie: a store, or encryption. */
interface SessionCodec {
    /** A session with the id that names it. */
    record Named(String id, Entry entry) {}

    /** Returns the session of the cookie's value; empty for whatever is none, however it is broken. */
    Optional<Named> open(String value) throws Exception;

    /**
     * Saves the session.
     *
     * @return the cookie's value; empty if the session was changed by another request since it was loaded
     */
    Optional<String> save(Named session) throws Exception;

    /** Returns the session as it is now, after a save that was refused. */
    Optional<Named> reload(String id) throws Exception;

    /** Ends the session. */
    void delete(String id) throws Exception;

    /**
     * Checks that the values are not too many.
     *
     * @throws IllegalStateException if they are, with what to do
     */
    void check(Map<String, String> values);

    /** How many characters the names and values have. */
    static int chars(Map<String, String> values) {
        int chars = 0;
        for (Map.Entry<String, String> value : values.entrySet()) {
            chars += value.getKey().length() + value.getValue().length();
        }
        return chars;
    }
}
