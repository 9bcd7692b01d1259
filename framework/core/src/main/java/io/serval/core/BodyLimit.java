package io.serval.core;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The size of the largest body that a route method takes, or every method of a class, in place of the server's limit. A
 * larger body is a 413 (RFC 9110 §15.5.14). The annotation of the method wins.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface BodyLimit {
    /** The limit in bytes. */
    long value();
}
