/** Middleware that comes with Serval; each piece has secure defaults and is an ordinary {@link io.serval.core.Middleware}. */
@NullMarked
package io.serval.middleware;

import org.jspecify.annotations.NullMarked;
