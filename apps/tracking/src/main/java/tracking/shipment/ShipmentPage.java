package tracking.shipment;

import java.util.List;
import java.util.Optional;

/**
 * Shipments, newest first.
 *
 * @param shipments the shipments
 * @param next the {@code cursor} of the page that follows; empty on the last
 */
public record ShipmentPage(List<Shipment> shipments, Optional<String> next) {}
