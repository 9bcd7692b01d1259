/** Runs an application in the test's process, on real sockets and a real database, and talks to it as clients do. */
@NullMarked
package io.serval.testkit;

import org.jspecify.annotations.NullMarked;
