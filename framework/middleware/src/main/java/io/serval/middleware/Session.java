package io.serval.middleware;

import io.serval.core.Json;
import io.serval.core.Key;
import io.serval.core.Principal;
import io.serval.core.Request;
import io.serval.middleware.SessionCodec.Named;
import io.serval.middleware.SessionStore.Entry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What the server remembers of a browser from one request to the next: values by name, written as JSON. {@link Sessions}
 * attaches it to each request; until something is put there is no session, and no cookie.
 *
 * <p>Changes are saved when the response is decided. A change after that, from within a stream or a WebSocket, is an
 * {@link IllegalStateException}; so is a value that makes the session too large, where it is put. Safe for use by many
 * threads.
 */
public final class Session {
    /** Under this key a request has its session. */
    public static final Key<Session> KEY = Key.named("session");

    private static final String OWN = "serval.";
    private static final String PRINCIPAL = OWN + "principal";

    private final Optional<Named> loaded;
    private final Consumer<Map<String, String>> check;
    private final List<UnaryOperator<Map<String, String>>> changes = new ArrayList<>();
    private Map<String, String> values;
    private String id;
    private boolean signedIn;
    private boolean read;
    private boolean decided;

    /**
     * @param loaded the session that the client has, if it has one
     * @param check throws if there are too many values
     */
    Session(Optional<Named> loaded, Consumer<Map<String, String>> check) {
        this.loaded = loaded;
        this.check = check;
        values = loaded.map(named -> named.entry().values()).orElse(Map.of());
        id = loaded.map(Named::id).orElse("");
    }

    /**
     * Returns the request's session.
     *
     * @throws IllegalStateException if no {@link Sessions} is around the handler
     */
    public static Session of(Request request) {
        return request.local(KEY)
                .orElseThrow(() -> new IllegalStateException(
                        "There are no sessions here. Put Sessions into the _middleware of this folder or one above."));
    }

    /** Returns the text of the name. */
    public Optional<String> get(String name) {
        return get(name, String.class);
    }

    /** Returns the value of the name; empty too if it was put as another type and does not read as this one. */
    public synchronized <T> Optional<T> get(String name, Class<T> type) {
        read = true;
        return value(values, name, type);
    }

    /**
     * Puts the value in place of the one of that name. Of two requests at once that put the same name, the later wins; to
     * change a value depending on what it is, {@link #update} it.
     *
     * @param value what JSON can be written from
     * @throws IllegalStateException if the session becomes too large
     */
    public void put(String name, Object value) {
        String json = Json.text(value, value.getClass());
        checkName(name);
        change(before -> with(before, name, json));
    }

    /**
     * Changes the value of the name. If another request has changed the session meanwhile, the change is made again, on
     * what that one left: it must not do anything else. (In cookies there is no meanwhile: the later answer wins.)
     *
     * @throws IllegalStateException if the session becomes too large
     */
    public <T> void update(String name, Class<T> type, Function<Optional<T>, T> change) {
        checkName(name);
        change(before -> with(before, name, Json.text(change.apply(value(before, name, type)), type)));
    }

    /** Removes the value of the name, if there is one. */
    public synchronized void remove(String name) {
        checkName(name);
        if (values.containsKey(name)) {
            change(before -> without(before, name));
        }
    }

    /** Who signed in. */
    public Optional<Principal> principal() {
        return get(PRINCIPAL, Principal.class);
    }

    /**
     * Remembers who asks, for requests to come, {@linkplain #rotate rotates} the session and has its lifetime begin anew.
     * This request's own principal stays what it is.
     */
    public synchronized void signIn(Principal principal) {
        String json = Json.text(principal, Principal.class);
        change(before -> with(before, PRINCIPAL, json));
        rotate();
        signedIn = true;
    }

    /**
     * Gives the session another id and makes the old one worthless: whoever planted or saw it is left behind. Do so
     * whenever the client gets more rights. Changes by other requests under way are lost.
     */
    public synchronized void rotate() {
        checkOpen();
        id = Secrets.randomId();
    }

    /**
     * Ends the session and forgets its values. What is put afterwards begins another. A copy of an encrypted cookie stays
     * good until it expires; in a store there is nothing left.
     */
    public synchronized void end() {
        checkOpen();
        changes.clear();
        values = Map.of();
        id = "";
        signedIn = false;
    }

    /** Returns a key that only the server and who holds the session's cookie know; begins the session if need be. */
    synchronized byte[] secret() {
        read = true;
        if (id.isEmpty()) {
            change(before -> before);
        }
        return id.getBytes(StandardCharsets.US_ASCII);
    }

    /** Decides what becomes of the session; there are no changes any more. */
    synchronized Outcome decide() {
        decided = true;
        return new Outcome(loaded, id, values, List.copyOf(changes), signedIn, read);
    }

    /**
     * What became of a session during a request.
     *
     * @param before the session that the client has
     * @param id of the session that it shall have; empty for none
     */
    record Outcome(
            Optional<Named> before,
            String id,
            Map<String, String> values,
            List<UnaryOperator<Map<String, String>>> changes,
            boolean signedIn,
            boolean read) {

        boolean kept() {
            return before.isPresent() && before.get().id().equals(id);
        }

        boolean left() {
            return before.isPresent() && !kept();
        }

        /** Makes the changes on what another request left. */
        Map<String, String> changed(Entry now) {
            Map<String, String> result = now.values();
            for (UnaryOperator<Map<String, String>> change : changes) {
                result = change.apply(result);
            }
            return result;
        }
    }

    private synchronized void change(UnaryOperator<Map<String, String>> change) {
        checkOpen();
        Map<String, String> changed = change.apply(values);
        check.accept(changed);
        values = changed;
        changes.add(change);
        if (id.isEmpty()) {
            id = Secrets.randomId();
        }
    }

    private void checkOpen() {
        if (decided) {
            throw new IllegalStateException(
                    "The session was saved with the head of the response; change it before the handler returns.");
        }
    }

    private static void checkName(String name) {
        if (name.startsWith(OWN)) {
            throw new IllegalArgumentException("Names that begin with '" + OWN + "' are the framework's: " + name);
        }
    }

    private static <T> Optional<T> value(Map<String, String> values, String name, Class<T> type) {
        String json = values.get(name);
        if (json == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.read(json, type));
        } catch (IllegalStateException e) {
            // A release has changed the type since the value was put; the session goes on without it.
            return Optional.empty();
        }
    }

    private static Map<String, String> with(Map<String, String> values, String name, String json) {
        var more = new HashMap<>(values);
        more.put(name, json);
        return Map.copyOf(more);
    }

    private static Map<String, String> without(Map<String, String> values, String name) {
        var less = new HashMap<>(values);
        less.remove(name);
        return Map.copyOf(less);
    }
}
