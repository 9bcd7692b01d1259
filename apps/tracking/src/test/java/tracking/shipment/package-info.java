/** How what carriers tell is stored. */
@NullMarked
package tracking.shipment;

import org.jspecify.annotations.NullMarked;
