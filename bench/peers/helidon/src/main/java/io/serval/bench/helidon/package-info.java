/** The application of the bench {@code http}, in Helidon SE. */
@NullMarked
package io.serval.bench.helidon;

import org.jspecify.annotations.NullMarked;
