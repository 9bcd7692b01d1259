package carriers;

import static carriers.Worlds.BASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final int GENERATIONS = 20;

    private final Simulation simulation = Worlds.usual();

    @Test
    @DisplayName("The same seed, speed and base instant make the same parcels and histories: nothing else is kept")
    void deterministic() {
        for (int seconds = 0; seconds < 4_000; seconds += 37) {
            Instant now = BASE.plusSeconds(seconds);
            assertThat(told(Worlds.usual(), now)).isEqualTo(told(simulation, now));
        }
    }

    @Test
    @DisplayName("Another seed, speed or base instant makes other numbers")
    void others() {
        List<String> usual = numbers(simulation);
        assertThat(numbers(new Simulation(2, 36, 1, BASE))).doesNotContainAnyElementsOf(usual);
        assertThat(numbers(new Simulation(1, 36, 2, BASE))).doesNotContainAnyElementsOf(usual);
        assertThat(numbers(new Simulation(1, 36, 1, BASE.plusSeconds(1)))).doesNotContainAnyElementsOf(usual);
    }

    @Test
    @DisplayName("More parcels are added to those that are there anyway")
    void moreParcels() {
        assertThat(numbers(new Simulation(1, 100, 1, BASE)))
                .startsWith(numbers(simulation).toArray(String[]::new));
        assertThatIllegalArgumentException().isThrownBy(() -> new Simulation(1, 0, 1, BASE));
        assertThatIllegalArgumentException().isThrownBy(() -> new Simulation(1, 1001, 1, BASE));
    }

    @Test
    @DisplayName("There are twelve parcels of each carrier, with numbers of their own")
    void parcels() {
        assertThat(simulation.parcels(BASE).stream()
                        .collect(Collectors.groupingBy(Parcel::carrier, Collectors.counting())))
                .containsOnlyKeys(Carrier.values())
                .allSatisfy((carrier, count) -> assertThat(count).isEqualTo(12));
        assertThat(Worlds.many(simulation, GENERATIONS).stream().map(Parcel::trackingNumber))
                .hasSize(36 * GENERATIONS)
                .doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("From the first minute on something happens all the time")
    void moves() {
        for (int minute = 0; minute < 60; minute++) {
            Instant from = BASE.plus(Duration.ofMinutes(minute));
            Instant to = from.plus(Duration.ofMinutes(1));
            long moved = simulation.parcels(from).stream()
                    .filter(parcel ->
                            parcel.history(to).size() > parcel.history(from).size())
                    .count();
            assertThat(moved).as("parcels that move in minute %s", minute).isGreaterThan(8);
        }
    }

    @Test
    @DisplayName("A history only grows, and is in the order of the scans' times also when a late one is added")
    void grows() {
        boolean insertedBefore = false;
        for (Parcel parcel : Worlds.many(simulation, GENERATIONS)) {
            List<Event> before = List.of();
            for (Instant now = BASE; now.isBefore(Worlds.afterAll(GENERATIONS)); now = now.plusSeconds(5)) {
                List<Event> history = parcel.history(now);
                var added = new ArrayList<>(history);
                before.forEach(event -> assertThat(added.remove(event)).isTrue());
                assertThat(history).isSortedAccordingTo(Comparator.comparing(Event::at));
                insertedBefore |=
                        !before.isEmpty() && !history.subList(0, before.size()).equals(before);
                before = history;
            }
        }
        assertThat(insertedBefore).isTrue();
    }

    @Test
    @DisplayName("A parcel is found by its number as long as the world stands, but not before it is announced")
    void found() {
        Instant yearsLater = BASE.plus(Duration.ofDays(1_000));
        for (Parcel parcel : Worlds.many(simulation, GENERATIONS)) {
            Carrier carrier = parcel.carrier();
            String number = parcel.trackingNumber();
            assertThat(simulation
                            .find(carrier, number, yearsLater)
                            .orElseThrow()
                            .history(yearsLater))
                    .isEqualTo(parcel.history(yearsLater));
            Instant announced = parcel.history(yearsLater).getFirst().at();
            assertThat(simulation.find(carrier, number, announced)).isPresent();
            assertThat(simulation.find(carrier, number, announced.minusMillis(1)))
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("Nobody knows an invented number, or one of another carrier")
    void notFound() {
        Instant now = BASE.plusSeconds(60);
        String number = simulation.parcels(now).getFirst().trackingNumber();
        assertThat(simulation.find(Carrier.DHL, number, now)).isPresent();
        assertThat(simulation.find(Carrier.DPD, number, now)).isEmpty();
        for (String invented : List.of("", "0", "00340434212345678901", "JJD000390001234567890", "🐆", number + " ")) {
            assertThat(simulation.find(Carrier.DHL, invented, now)).isEmpty();
        }
        assertThat(simulation.find(Carrier.DPD, "09981234567890", now)).isEmpty();
        assertThat(simulation.find(Carrier.GLS, "51234567890", now)).isEmpty();
    }

    @Test
    @DisplayName("Twenty times faster, as much happens in a twentieth of the time")
    void faster() {
        var fast = new Simulation(1, 36, 20, BASE);
        Parcel parcel = fast.parcels(BASE.plus(Simulation.PERIOD)).getFirst();
        List<Event> history = parcel.history(BASE.plus(Simulation.PERIOD.multipliedBy(2)));
        assertThat(Duration.between(history.getFirst().at(), history.getLast().at()))
                .isLessThan(Simulation.PERIOD.dividedBy(20));
    }

    @Test
    @DisplayName("A clock that went back to before the base instant is no reason to fail")
    void clockWentBack() {
        Instant before = BASE.minus(Duration.ofDays(1));
        assertThat(simulation.parcels(before))
                .hasSize(36)
                .allMatch(parcel -> parcel.history(before).isEmpty());
    }

    private static List<String> numbers(Simulation simulation) {
        return simulation.parcels(BASE).stream().map(Parcel::trackingNumber).toList();
    }

    private static List<Object> told(Simulation simulation, Instant now) {
        return simulation.parcels(now).stream()
                .<Object>map(parcel ->
                        List.of(parcel.carrier(), parcel.trackingNumber(), parcel.reference(), parcel.history(now)))
                .toList();
    }
}
