/**
 * What every application is made of: a {@link io.serval.core.Request} goes through the {@link io.serval.core.Dispatcher}
 * to a {@link io.serval.core.Handler} and comes back as a {@link io.serval.core.Response}, inside a
 * {@link io.serval.core.Scope}.
 */
@NullMarked
package io.serval.core;

import org.jspecify.annotations.NullMarked;
