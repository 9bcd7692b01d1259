/** Puts the binders of an application together when it starts, and finds what is wrong with the whole. */
@NullMarked
package io.serval.core.internal.link;

import org.jspecify.annotations.NullMarked;
