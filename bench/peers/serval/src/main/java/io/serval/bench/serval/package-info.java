/** The application of the benches {@code http} and {@code ws}, in Serval. */
@NullMarked
package io.serval.bench.serval;

import org.jspecify.annotations.NullMarked;
