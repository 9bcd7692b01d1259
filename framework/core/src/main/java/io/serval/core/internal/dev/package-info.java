/** What errors look like in dev mode. */
@NullMarked
package io.serval.core.internal.dev;

import org.jspecify.annotations.NullMarked;
