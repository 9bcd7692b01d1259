package io.serval.core;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The segment of the path that a route class stands for, or the package whose {@code package-info} carries it, where a
 * Java name cannot say it: {@code @Segment("robots.txt")}, {@code @Segment("{id:[0-9]+}")}. It wins over the name.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.PACKAGE})
public @interface Segment {
    /** One segment in the grammar of path templates, without a slash. */
    String value();
}
