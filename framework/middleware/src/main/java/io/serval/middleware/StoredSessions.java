package io.serval.middleware;

import io.serval.middleware.SessionStore.Entry;
import java.util.Map;
import java.util.Optional;

/** Sessions in a store: the cookie holds the id, the store its hash. */
record StoredSessions(SessionStore store) implements SessionCodec {
    private static final int LIMIT = 64 * 1024;

    @Override
    public Optional<Named> open(String value) throws Exception {
        return value.length() == Secrets.ID_LENGTH ? reload(value) : Optional.empty();
    }

    @Override
    public Optional<String> save(Named session) throws Exception {
        return store.save(Secrets.hash(session.id()), session.entry()) ? Optional.of(session.id()) : Optional.empty();
    }

    @Override
    public Optional<Named> reload(String id) throws Exception {
        Optional<Entry> entry = store.load(Secrets.hash(id));
        return entry.map(found -> new Named(id, found));
    }

    @Override
    public void delete(String id) throws Exception {
        store.delete(Secrets.hash(id));
    }

    @Override
    public void check(Map<String, String> values) {
        int chars = SessionCodec.chars(values);
        if (chars > LIMIT) {
            throw new IllegalStateException("The session would hold " + chars + " characters; it may hold " + LIMIT
                    + ". Keep large things in the database, and their ids in the session.");
        }
    }
}
