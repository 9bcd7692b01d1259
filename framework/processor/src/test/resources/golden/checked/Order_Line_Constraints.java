package checked;

import io.serval.core.Constraints;
import io.serval.core.Place;
import java.util.regex.Pattern;
import javax.annotation.processing.Generated;

/** Checks the constraints of {@link Order.Line}. */
@Generated("io.serval.processor.RouteProcessor")
public final class Order_Line_Constraints {
    private static final Pattern SKU = Pattern.compile("[A-Z]+\\d");
    private static final Pattern SKU_2 = Pattern.compile(".{2,4}");

    private Order_Line_Constraints() {}

    public static void check(Order.Line value, Place at) {
        if (value == null) {
            return;
        }
        Constraints.pattern(value.sku(), SKU, at.field("sku"));
        Constraints.pattern(value.sku(), SKU_2, at.field("sku"));
        Constraints.min(value.quantity(), 1, at.field("quantity"));
        Constraints.max(value.quantity(), 10000000000L, at.field("quantity"));
        Constraints.each(value.parts(), at.field("parts"), Order_Line_Constraints::check);
    }
}
