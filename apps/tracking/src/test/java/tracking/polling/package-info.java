/** How carriers are polled. */
@NullMarked
package tracking.polling;

import org.jspecify.annotations.NullMarked;
