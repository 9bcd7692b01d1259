package io.serval.core;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The verbs that a method of an {@code _error} class holds for. Without it a method holds for all; one that names the
 * request's verb comes before it.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface On {
    /** The verbs. */
    Verb[] value();
}
