/** GLS's addresses. */
@NullMarked
package carriers.routes.app;

import org.jspecify.annotations.NullMarked;
