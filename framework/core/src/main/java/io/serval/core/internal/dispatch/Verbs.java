package io.serval.core.internal.dispatch;

import io.serval.core.Verb;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
        return Arrays.stream(Verb.values())
                .filter(verb -> verb != Verb.ANY && verb != Verb.WS)
                .filter(verb -> verbs.contains(verb) || verbs.contains(Verb.ANY) || implied(verb, verbs))
                .map(Verb::name)
                .collect(Collectors.joining(", "));
    }

    private static boolean implied(Verb verb, Set<Verb> verbs) {
        return switch (verb) {
            case OPTIONS -> true;
            case HEAD -> verbs.contains(Verb.GET);
            case GET -> verbs.contains(Verb.WS);
            default -> false;
        };
    }
}
