package io.serval.core;

import java.lang.reflect.Type;

/**
 * One argument of an operation, as described by its binder.
 *
 * @param name the name on the wire; for a body the name of the method's parameter
 * @param in where the value comes from
 * @param type the declared type
 * @param required whether the operation refuses a request without it
 */
public record Argument(String name, In in, Type type, boolean required) {
    /** Where an argument comes from. */
    public enum In {
        /** A segment of the path. */
        PATH,
        /** The query string. */
        QUERY,
        /** A header field. */
        HEADER,
        /** A cookie. */
        COOKIE,
        /** A field or a file of a form. */
        FORM,
        /** The JSON body. */
        BODY
    }

    /** Describes a path parameter. */
    public static Argument path(String name, Type type) {
        return new Argument(name, In.PATH, type, true);
    }

    /** Describes a query parameter. */
    public static Argument query(String name, Type type, boolean required) {
        return new Argument(name, In.QUERY, type, required);
    }

    /** Describes a header field. */
    public static Argument header(String name, Type type, boolean required) {
        return new Argument(name, In.HEADER, type, required);
    }

    /** Describes a cookie. */
    public static Argument cookie(String name, Type type, boolean required) {
        return new Argument(name, In.COOKIE, type, required);
    }

    /** Describes a field or a file of a form. */
    public static Argument form(String name, Type type, boolean required) {
        return new Argument(name, In.FORM, type, required);
    }

    /** Describes the JSON body. */
    public static Argument body(String name, Type type) {
        return new Argument(name, In.BODY, type, true);
    }
}
