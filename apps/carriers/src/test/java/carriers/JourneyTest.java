package carriers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class JourneyTest {
    private static final List<Journey> JOURNEYS = LongStream.range(0, 5_000)
            .mapToObj(seed -> Journey.invent(new SplittableRandom(seed)))
            .toList();

    @Test
    @DisplayName("A journey begins with the announcement and is over before its slot takes the next parcel")
    void endsInTime() {
        assertThat(Journey.LONGEST).isLessThan(Simulation.PERIOD);
        assertThat(JOURNEYS).allSatisfy(journey -> {
            assertThat(journey.steps().getFirst().scan()).isEqualTo(Scan.ANNOUNCED);
            assertThat(journey.steps()).allMatch(step -> step.reportedAt().compareTo(Journey.LONGEST) <= 0);
        });
    }

    @Test
    @DisplayName("Steps are in the order of their times, seconds to tens of seconds apart, some within one second")
    void steps() {
        var gaps = JOURNEYS.stream()
                .flatMap(journey -> IntStream.range(1, journey.steps().size())
                        .mapToObj(i -> journey.steps()
                                .get(i)
                                .at()
                                .minus(journey.steps().get(i - 1).at())))
                .toList();
        assertThat(gaps).allMatch(gap -> gap.isZero() || (gap.toSeconds() >= 4 && gap.toSeconds() <= 30));
        assertThat(gaps).contains(Duration.ZERO);
    }

    @Test
    @DisplayName("Journeys end with the receiver, from a shop, or with the sender again, and every kind of scan occurs")
    void endings() {
        var endings = EnumSet.noneOf(Scan.class);
        var all = EnumSet.noneOf(Scan.class);
        for (Journey journey : JOURNEYS) {
            endings.add(journey.steps().getLast().scan());
            journey.steps().forEach(step -> all.add(step.scan()));
        }
        assertThat(endings).containsExactlyInAnyOrder(Scan.DELIVERED, Scan.COLLECTED, Scan.RETURNED);
        assertThat(all).isEqualTo(EnumSet.allOf(Scan.class));
    }

    @Test
    @DisplayName("G-35: a late scan is told of after a newer one, and some scans are listed twice")
    void disorder() {
        List<Journey> late = JOURNEYS.stream()
                .filter(journey -> journey.steps().stream()
                        .anyMatch(step -> !step.reportedAt().equals(step.at())))
                .toList();
        assertThat(late).hasSizeBetween(500, 2_000).allSatisfy(journey -> {
            Step step = journey.steps().stream()
                    .filter(each -> !each.reportedAt().equals(each.at()))
                    .findFirst()
                    .orElseThrow();
            assertThat(journey.steps())
                    .anyMatch(other -> other.at().compareTo(step.at()) > 0
                            && other.reportedAt().compareTo(step.reportedAt()) < 0);
        });
        assertThat(JOURNEYS)
                .anyMatch(journey -> journey.steps().stream().distinct().count()
                        < journey.steps().size());
    }
}
