package io.serval.core;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The HTTP status of a result (RFC 9110 §15): on a route method for all it returns, on a variant of a sealed result for
 * that variant. The annotation of the variant wins.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Status {
    /** The status, from 200 to 599. */
    int value();
}
