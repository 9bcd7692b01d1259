/** The application of the benches {@code http}, {@code ws} and {@code live}, in Vert.x Web. */
@NullMarked
package io.serval.bench.vertx;

import org.jspecify.annotations.NullMarked;
