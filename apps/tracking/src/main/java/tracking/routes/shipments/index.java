package tracking.routes.shipments;

import io.serval.core.Problem;
import io.serval.core.ProblemException;
import io.serval.core.Reply;
import io.serval.live.LiveState;
import java.util.Optional;
import tracking.shipment.NewShipment;
import tracking.shipment.Shipment;
import tracking.shipment.ShipmentEvent;
import tracking.shipment.ShipmentPage;
import tracking.shipment.Shipments;

/** The shipments that clients registered. */
record index(Shipments shipments) {
    private static final int DEFAULT_PAGE = 50;
    private static final int LONGEST_PAGE = 200;

    /** A page of shipments, newest first, and what happens to any of them from then on. */
    LiveState<ShipmentPage, ShipmentEvent> get(Optional<String> cursor, Optional<Integer> size) {
        int wanted = size.orElse(DEFAULT_PAGE);
        if (wanted < 1 || wanted > LONGEST_PAGE) {
            throw new ProblemException(Problem.fault(
                    "/query/size", "Expected a number from 1 to " + LONGEST_PAGE + ", not " + wanted + "."));
        }
        return shipments.list(cursor, wanted);
    }

    /** Registers a shipment. The same carrier and number again answer 200 with the same shipment. */
    Reply<Shipment> post(NewShipment shipment) {
        var registration = shipments.register(shipment);
        return registration.created()
                ? Reply.created("/shipments/" + registration.shipment().id(), registration.shipment())
                : Reply.ok(registration.shipment());
    }
}
