package io.serval.bench.orders;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The constraints of {@link Order}, for those who check by hand. */
public final class OrderRules {
    private static final Pattern EMAIL =
            Pattern.compile("[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63})+");
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final Pattern SKU = Pattern.compile("[A-Z]{3}-[0-9]{1,6}");

    private OrderRules() {}

    /** Whether there is nothing wrong with the order. */
    public static boolean valid(Order order) {
        return faults(order).isEmpty();
    }

    /** Names what is wrong with the order, as JSON leaves it: anything may be null. */
    public static List<String> faults(Order order) {
        var faults = new ArrayList<String>(0);
        check(text(order.customer(), 80), "/customer", faults);
        check(fits(EMAIL, order.email()), "/email", faults);
        address(order.address(), faults);
        lines(order.lines(), faults);
        return faults;
    }

    private static void address(Order.@Nullable Address address, List<String> faults) {
        if (address == null) {
            faults.add("/address");
            return;
        }
        check(text(address.street(), 120), "/address/street", faults);
        check(text(address.city(), 80), "/address/city", faults);
        check(fits(COUNTRY, address.country()), "/address/country", faults);
    }

    private static void lines(@Nullable List<Order.Line> lines, List<String> faults) {
        if (lines == null || lines.isEmpty() || lines.size() > 50) {
            faults.add("/lines");
            return;
        }
        for (int i = 0; i < lines.size(); i++) {
            Order.Line line = lines.get(i);
            boolean right =
                    fits(SKU, line.sku()) && line.quantity() >= 1 && line.quantity() <= 1000 && line.cents() >= 0;
            if (!right) {
                faults.add("/lines/" + i);
            }
        }
    }

    private static void check(boolean right, String pointer, List<String> faults) {
        if (!right) {
            faults.add(pointer);
        }
    }

    private static boolean text(@Nullable String value, int longest) {
        return value != null && !value.isBlank() && value.length() <= longest;
    }

    private static boolean fits(Pattern pattern, @Nullable String value) {
        return value != null && pattern.matcher(value).matches();
    }
}
