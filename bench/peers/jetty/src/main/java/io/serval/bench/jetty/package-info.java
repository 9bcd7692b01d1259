/** The application of the bench {@code ws}, in Jetty. */
@NullMarked
package io.serval.bench.jetty;

import org.jspecify.annotations.NullMarked;
