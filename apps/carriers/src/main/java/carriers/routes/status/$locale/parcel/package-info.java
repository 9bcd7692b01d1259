/** DPD's pages for people. */
@NullMarked
package carriers.routes.status.$locale.parcel;

import org.jspecify.annotations.NullMarked;
