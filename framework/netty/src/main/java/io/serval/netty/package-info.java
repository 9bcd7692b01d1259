/** The transport: serves a {@link io.serval.core.Handler} over HTTP/1.1 and WebSocket. */
@NullMarked
package io.serval.netty;

import org.jspecify.annotations.NullMarked;
