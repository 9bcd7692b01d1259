/** The application of the bench {@code http}, in Javalin. */
@NullMarked
package io.serval.bench.javalin;

import org.jspecify.annotations.NullMarked;
