package io.serval.core;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name on the wire of a parameter or a record component, where it is not the Java name: of a query parameter, a
 * header field, a cookie, a field of a form or of JSON.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME) // Json reads it too
@Target({ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface Name {
    /** The name, exactly as it is sent. */
    String value();
}
