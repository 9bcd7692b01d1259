/** The test kit, and the rows of the routing table, tested on small applications that the tests compile. */
@NullMarked
package io.serval.testkit;

import org.jspecify.annotations.NullMarked;
