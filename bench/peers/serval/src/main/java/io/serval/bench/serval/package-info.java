/** The application of the bench {@code http}, in Serval. */
@NullMarked
package io.serval.bench.serval;

import org.jspecify.annotations.NullMarked;
