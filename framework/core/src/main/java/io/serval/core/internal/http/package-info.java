/** The parts of RFC 9110 that need reading and writing of their own. */
@org.jspecify.annotations.NullMarked
package io.serval.core.internal.http;
