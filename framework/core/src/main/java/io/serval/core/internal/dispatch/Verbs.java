package io.serval.core.internal.dispatch;

import io.serval.core.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which of the methods of a class answers an HTTP method. */
public final class Verbs {
    private Verbs() {}

    /**
     * Returns what answers the method: its own verb; for HEAD also {@code get} (RFC 9110 §9.3.2); else {@code any}.
     */
    public static <H> Optional<H> pick(Map<Verb, H> byVerb, String method) {
        Optional<Verb> verb = Verb.ofMethod(method);
        if (verb.isPresent() && byVerb.containsKey(verb.get())) {
            return Optional.of(byVerb.get(verb.get()));
        }
        if (method.equals("HEAD") && byVerb.containsKey(Verb.GET)) {
            return Optional.of(byVerb.get(Verb.GET));
        }
        return Optional.ofNullable(byVerb.get(Verb.ANY));
    }

    /** Returns the value of {@code Allow} (RFC 9110 §10.2.1) for a resource with these verbs. */
    public static String allow(Set<Verb> verbs) {
        List<String> allowed = new ArrayList<>();
        for (Verb verb : Verb.values()) {
            boolean implied = verb == Verb.OPTIONS || (verb == Verb.HEAD && verbs.contains(Verb.GET));
            if (verb != Verb.ANY && (implied || verbs.contains(verb) || verbs.contains(Verb.ANY))) {
                allowed.add(verb.name());
            }
        }
        return String.join(", ", allowed);
    }
}
