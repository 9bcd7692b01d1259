/** How live streams are read, encoded and fanned out; not API. */
@NullMarked
package io.serval.live.internal;

import org.jspecify.annotations.NullMarked;
