package io.serval.core;

import java.util.Set;

/**
 * Who asks: set by middleware with {@link Request#with(Principal)}, read by routes that take a {@code Principal}.
 *
 * @param name what identifies the caller in logs and in the application's own rules
 * @param roles what the caller may do, in the application's own words
 */
public record Principal(String name, Set<String> roles) {
    /** A caller of whom nothing is known. */
    public static final Principal ANONYMOUS = new Principal("anonymous", Set.of());

    /** Copies the roles. */
    public Principal {
        roles = Set.copyOf(roles);
    }

    /** Whether nothing is known of the caller. */
    public boolean anonymous() {
        return this.equals(ANONYMOUS);
    }
}
