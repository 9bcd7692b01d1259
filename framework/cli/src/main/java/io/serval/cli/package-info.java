/** The way in: {@link io.serval.cli.Serval} starts an application, {@link io.serval.cli.App} is what it is given. */
@NullMarked
package io.serval.cli;

import org.jspecify.annotations.NullMarked;
