/**
 * Runs an application in the test's process and talks to it as clients do: over sockets, with a database where it uses
 * one, or in memory. {@link io.serval.testkit.TestApp} is where to begin.
 */
@NullMarked
package io.serval.testkit;

import org.jspecify.annotations.NullMarked;
