/** The WebSocket clients of others, and what they expect of a server. */
@org.jspecify.annotations.NullMarked
package io.serval.interop;
