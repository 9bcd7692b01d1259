package io.serval.core;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a route method, or every method of a class, that never blocks: it may be called on the connection's event loop,
 * which saves the change of threads that costs a small answer as much as all the rest. A request whose body has not
 * arrived with its head is answered on a virtual thread all the same.
 *
 * <p>Whoever waits here, for a database, a file, a lock or another server, stops every connection of the loop; a result
 * that reads, such as a live stream, waits too. Middleware around the route runs on the loop with it, so it must be marked
 * as well, or the application does not start; error handlers run there too and need no mark. Middleware and handlers that
 * are written as lambdas are marked by {@link Middlewares#onEventLoop} and {@link Handlers#onEventLoop}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.FIELD})
public @interface OnEventLoop {}
