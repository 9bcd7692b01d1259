/** The parcel gateway. */
@NullMarked
package tracking;

import org.jspecify.annotations.NullMarked;
