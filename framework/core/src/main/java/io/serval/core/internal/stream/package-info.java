/** Bodies that are written by a thread which may block, over outlets, which do not: for the transports. */
@org.jspecify.annotations.NullMarked
package io.serval.core.internal.stream;
