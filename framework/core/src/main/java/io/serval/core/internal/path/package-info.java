/** The grammar of paths, what can live beside what, and how a path is found. The processor shares it. */
@NullMarked
package io.serval.core.internal.path;

import org.jspecify.annotations.NullMarked;
