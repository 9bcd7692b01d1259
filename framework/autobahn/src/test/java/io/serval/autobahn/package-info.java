/** The server that the Autobahn test suite is run against. */
@org.jspecify.annotations.NullMarked
package io.serval.autobahn;
