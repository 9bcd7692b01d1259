package served.routes.values;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import served.Colour;

interface $value {
    static String get(
            long value,
            Optional<Integer> i,
            Optional<Double> d,
            Optional<Boolean> b,
            Optional<UUID> u,
            Optional<Instant> t,
            Optional<LocalDate> day,
            Optional<Colour> c) {
        return value + " " + i + d + b + u + t + day + c;
    }
}
