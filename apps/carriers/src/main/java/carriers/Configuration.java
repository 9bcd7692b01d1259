package carriers;

import io.serval.core.StartupException;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.Function;

/**
 * What the environment says about the simulation.
 *
 * @param seed {@code CARRIERS_SEED}, 1 by default
 * @param parcels {@code CARRIERS_PARCELS}: how many there are at a time, 36 by default, 1 to 1000
 * @param speed {@code CARRIERS_SPEED}: how many times faster than usual, 1 by default, 0.01 to 20
 * @param faults {@code CARRIERS_FAULTS}: how many of a hundred requests go wrong, 3 by default, 0 for none
 * @param dhlKey {@code CARRIERS_DHL_KEY}: what DHL wants to see as {@code DHL-API-Key}, {@code demo-key} by default
 * @param stopsWithStdin whether {@code CARRIERS_STOP_WITH_STDIN} is 1: the process ends when its standard input does
 */
public record Configuration(
        long seed, int parcels, double speed, double faults, String dhlKey, boolean stopsWithStdin) {
    /**
     * Reads the environment.
     *
     * @param environment returns a variable's value
     * @throws StartupException if a value is wrong
     */
    public static Configuration of(Function<String, Optional<String>> environment) {
        var numbers = new Numbers(environment);
        return new Configuration(
                (long) numbers.read("CARRIERS_SEED", 1, "a whole number", n -> n == Math.rint(n)),
                (int) numbers.read(
                        "CARRIERS_PARCELS",
                        36,
                        "a whole number from 1 to 1000",
                        n -> n == Math.rint(n) && n >= 1 && n <= Simulation.MOST_SLOTS),
                numbers.read("CARRIERS_SPEED", 1, "a number from 0.01 to 20", n -> n >= 0.01 && n <= 20),
                numbers.read("CARRIERS_FAULTS", 3, "a percentage from 0 to 100", n -> n >= 0 && n <= 100),
                environment.apply("CARRIERS_DHL_KEY").orElse("demo-key"),
                environment.apply("CARRIERS_STOP_WITH_STDIN").equals(Optional.of("1")));
    }

    private record Numbers(Function<String, Optional<String>> environment) {
        double read(String name, double otherwise, String expected, DoublePredicate fits) {
            String text = environment.apply(name).orElse("");
            if (text.isEmpty()) {
                return otherwise;
            }
            try {
                double number = Double.parseDouble(text);
                if (fits.test(number)) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Said below, as for a number that does not fit.
            }
            throw new StartupException(name + " takes " + expected + ", not '" + text + "'.");
        }
    }
}
