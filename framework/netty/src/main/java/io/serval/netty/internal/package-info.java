/** Connections and their protocols. Everything but starting and stopping runs on event loops and must not block. */
@NullMarked
package io.serval.netty.internal;

import org.jspecify.annotations.NullMarked;
