/** Shipments, what happened to them, and their storage. */
@NullMarked
package tracking.shipment;

import org.jspecify.annotations.NullMarked;
