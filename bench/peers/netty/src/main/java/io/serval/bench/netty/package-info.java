/** The application of the bench {@code http}, in Netty. */
@NullMarked
package io.serval.bench.netty;

import org.jspecify.annotations.NullMarked;
