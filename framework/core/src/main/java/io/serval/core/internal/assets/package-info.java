/** The files of the folder {@code public}: what there is, in which form a client gets it, and for how long it may keep it. */
@org.jspecify.annotations.NullMarked
package io.serval.core.internal.assets;
