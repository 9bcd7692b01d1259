/** The application of the benches {@code http} and {@code ws}, in Vert.x Web. */
@NullMarked
package io.serval.bench.vertx;

import org.jspecify.annotations.NullMarked;
