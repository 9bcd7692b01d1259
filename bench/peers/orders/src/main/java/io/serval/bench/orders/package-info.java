/** What every application of the bench {@code http} takes and answers. */
@NullMarked
package io.serval.bench.orders;

import org.jspecify.annotations.NullMarked;
