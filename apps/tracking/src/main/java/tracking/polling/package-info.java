/** Asks the carriers, cycle by cycle. */
@NullMarked
package tracking.polling;

import org.jspecify.annotations.NullMarked;
