/** WebSockets for threads that may block, over outlets and listeners, which do not. */
@org.jspecify.annotations.NullMarked
package io.serval.core.internal.socket;
