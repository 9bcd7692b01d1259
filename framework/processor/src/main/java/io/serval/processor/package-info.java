/**
 * The annotation processor. {@link io.serval.processor.RouteProcessor} hands each class of a {@code routes} tree to a
 * reader, which turns it into a {@code Bound} or reports {@code Fault}s; a writer turns the {@code Bound} into the source
 * of its binder.
 */
@NullMarked
package io.serval.processor;

import org.jspecify.annotations.NullMarked;
