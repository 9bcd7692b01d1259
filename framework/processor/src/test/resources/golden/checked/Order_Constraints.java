package checked;

import io.serval.core.Constraints;
import io.serval.core.Place;
import java.util.regex.Pattern;
import javax.annotation.processing.Generated;

/** Checks the constraints of {@link Order}. */
@Generated("io.serval.processor.RouteProcessor")
public final class Order_Constraints {
    private static final Pattern COUNTS = Pattern.compile("[a-z]+", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private Order_Constraints() {}

    public static void check(Order value, Place at) {
        if (value == null) {
            return;
        }
        Constraints.notBlank(value.customer(), at.field("customer"));
        Constraints.size(value.customer(), 0, 40, at.field("customer"));
        Constraints.email(value.email().orElse(null), at.field("email"));
        Constraints.notEmpty(value.lines(), at.field("lines"));
        Constraints.each(value.lines(), at.field("lines"), Order_Line_Constraints::check);
        Constraints.each(value.tags(), at.field("tags"), (item, place) -> {
            Constraints.notBlank(item, place);
            Constraints.size(item, 0, 8, place);
        });
        Constraints.eachKey(
                value.counts(),
                at.field("counts"),
                (item, place) -> Constraints.pattern(item, COUNTS, place));
        Constraints.each(
                value.counts(),
                at.field("counts"),
                (item, place) -> Constraints.each(item, place, (item2, place2) -> Constraints.min(item2, 1, place2)));
        Order_Payment_Constraints.check(value.payment().orElse(null), at.field("payment"));
        Constraints.decimalMin(
                value.discount(),
                "0",
                false,
                at.field("discount").saying("A discount is more than 0."));
        Constraints.size(value.remark().orElse(null), 0, 100, at.field("internal-remark"));
    }
}
