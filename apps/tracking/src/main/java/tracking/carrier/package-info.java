/**
 * The carriers: one adapter each for DHL, DPD and GLS, and the canonical event that all three produce.
 *
 * <p>An adapter asks its carrier about one parcel and reads the answer into a {@link tracking.carrier.Lookup}. Wire
 * formats, time rules and status codes stay inside the adapter; nothing outside this package knows which carrier spoke.
 * The adapters share the HTTP exchange and the result types, and nothing that reads an answer.
 */
@NullMarked
package tracking.carrier;

import org.jspecify.annotations.NullMarked;
