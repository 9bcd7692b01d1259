/** Workings of the core that are not API. */
@NullMarked
package io.serval.core.internal;

import org.jspecify.annotations.NullMarked;
