/** Tests of the simulated carriers. */
@NullMarked
package carriers;

import org.jspecify.annotations.NullMarked;
