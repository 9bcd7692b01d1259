/** The application of the bench {@code http}, in Vert.x Web. */
@NullMarked
package io.serval.bench.vertx;

import org.jspecify.annotations.NullMarked;
