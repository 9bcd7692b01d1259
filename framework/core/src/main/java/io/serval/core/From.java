package io.serval.core;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Where a parameter of a route method is read from, or a record wherever it is a parameter. Without it a record called
 * {@code Query}, {@code Headers}, {@code Cookies} or {@code Form} is read from there, a simple value that is no part of
 * the path from the query, and any other type from the JSON body.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.PARAMETER, ElementType.TYPE})
public @interface From {
    /** The part of the request; {@link Argument.In#PATH} needs no annotation and is refused. */
    Argument.In value();
}
