/** How requests reach an application: over sockets, or straight into its dispatcher. Not API. */
@NullMarked
package io.serval.testkit.internal;

import org.jspecify.annotations.NullMarked;
