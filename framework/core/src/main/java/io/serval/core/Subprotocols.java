package io.serval.core;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The subprotocols that a {@code ws} method speaks (RFC 6455 §1.9). The first of the client's that is among them is
 * chosen, as clients offer what they prefer first; a client that offers none of them is accepted without one.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Subprotocols {
    /** Their names; tokens of RFC 9110 §5.6.2. */
    String[] value();
}
