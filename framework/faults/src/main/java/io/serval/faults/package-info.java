/** Hurts an application while it is written to and watched, and compares what its clients showed with what its log holds. */
@NullMarked
package io.serval.faults;

import org.jspecify.annotations.NullMarked;
