/** The application of the benches {@code http} and {@code ws}, in Helidon SE. */
@NullMarked
package io.serval.bench.helidon;

import org.jspecify.annotations.NullMarked;
