/** The addresses that belong to no carrier. */
@NullMarked
package carriers.routes;

import org.jspecify.annotations.NullMarked;
