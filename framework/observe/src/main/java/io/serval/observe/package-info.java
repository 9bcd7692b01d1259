/** Tells operators what a server does. */
@org.jspecify.annotations.NullMarked
package io.serval.observe;
