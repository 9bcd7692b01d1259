/** DPD's parcel life cycles. */
@NullMarked
package carriers.routes.rest.plc.$locale;

import org.jspecify.annotations.NullMarked;
