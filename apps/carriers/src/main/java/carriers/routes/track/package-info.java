/** DHL's addresses. */
@NullMarked
package carriers.routes.track;

import org.jspecify.annotations.NullMarked;
