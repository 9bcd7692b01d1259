package checked;

import io.serval.core.Place;
import javax.annotation.processing.Generated;

/** Checks the constraints of {@link Order.Payment}. */
@Generated("io.serval.processor.RouteProcessor")
final class Order_Payment_Constraints {
    private Order_Payment_Constraints() {}

    static void check(Order.Payment value, Place at) {
        switch (value) {
            case Order.Payment.Card variant -> Order_Payment_Card_Constraints.check(variant, at);
            case null, default -> {}
        }
    }
}
