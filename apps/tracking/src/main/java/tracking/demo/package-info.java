/** Runs the application against the simulated carriers when none are configured. */
@NullMarked
package tracking.demo;

import org.jspecify.annotations.NullMarked;
