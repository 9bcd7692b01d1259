/** Measures Serval beside others. */
@NullMarked
package io.serval.bench;

import org.jspecify.annotations.NullMarked;
