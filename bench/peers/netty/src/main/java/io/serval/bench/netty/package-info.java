/** The applications of the benches {@code http} and {@code ws}, in Netty. */
@NullMarked
package io.serval.bench.netty;

import org.jspecify.annotations.NullMarked;
