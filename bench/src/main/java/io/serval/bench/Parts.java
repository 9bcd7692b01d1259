package io.serval.bench;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The parts of a bench, each of which can be measured alone. */
final class Parts {
    private Parts() {}

    /** Those that the arguments of the bench name, in lower case; all if they name none. Options are no names. */
    static <P extends Enum<P>> Set<P> of(Class<P> all, List<String> arguments) {
        var parts = EnumSet.noneOf(all);
        for (String argument : arguments) {
            if (!argument.startsWith("--")) {
                parts.add(named(argument, EnumSet.allOf(all)));
            }
        }
        return parts.isEmpty() ? EnumSet.allOf(all) : parts;
    }

    private static <P extends Enum<P>> P named(String name, Set<P> all) {
        return all.stream()
                .filter(part -> name(part).equals(name))
                .findFirst()
                .orElseThrow(() -> new BenchException("there is no part '" + name + "'. There are: "
                        + all.stream().map(Parts::name).collect(Collectors.joining(", "))));
    }

    private static String name(Enum<?> part) {
        return part.name().toLowerCase(Locale.ROOT);
    }
}
