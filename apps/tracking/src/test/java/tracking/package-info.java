/** The application as its clients see it. */
@NullMarked
package tracking;

import org.jspecify.annotations.NullMarked;
