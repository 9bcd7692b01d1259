/** Folders, their middleware and error handlers, verbs and public files. */
@NullMarked
package io.serval.core.internal.dispatch;

import org.jspecify.annotations.NullMarked;
