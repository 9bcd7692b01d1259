/** How the bench {@code live} tells a server what to send. */
@NullMarked
package io.serval.bench.bursts;

import org.jspecify.annotations.NullMarked;
