/** The application of the benches {@code http}, {@code ws} and {@code live}, in Helidon SE. */
@NullMarked
package io.serval.bench.helidon;

import org.jspecify.annotations.NullMarked;
