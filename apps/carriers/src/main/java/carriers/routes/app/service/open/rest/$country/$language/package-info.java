/** GLS's tracking services of one country and language. */
@NullMarked
package carriers.routes.app.service.open.rest.$country.$language;

import org.jspecify.annotations.NullMarked;
