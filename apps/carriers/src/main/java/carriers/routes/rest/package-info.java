/** DPD's addresses for programs. */
@NullMarked
package carriers.routes.rest;

import org.jspecify.annotations.NullMarked;
