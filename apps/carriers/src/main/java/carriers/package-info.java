/** Simulates DHL, DPD and GLS: parcels that move along by a seed and the clock, told in each carrier's wire format. */
@NullMarked
package carriers;

import org.jspecify.annotations.NullMarked;
