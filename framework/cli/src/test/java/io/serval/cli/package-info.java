/** How applications start and stop. */
@NullMarked
package io.serval.cli;

import org.jspecify.annotations.NullMarked;
