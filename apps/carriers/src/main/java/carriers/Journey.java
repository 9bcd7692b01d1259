package carriers;

import static carriers.Scan.ANNOUNCED;
import static carriers.Scan.ARRIVED;
import static carriers.Scan.AT_DEPOT;
import static carriers.Scan.COLLECTED;
import static carriers.Scan.CUSTOMS;
import static carriers.Scan.DELIVERED;
import static carriers.Scan.DEPARTED;
import static carriers.Scan.IN_SHOP;
import static carriers.Scan.NOTIFIED;
import static carriers.Scan.NOT_MET;
import static carriers.Scan.OUT_FOR_DELIVERY;
import static carriers.Scan.PICKED_UP;
import static carriers.Scan.RETURNED;
import static carriers.Scan.RETURNING;
import static carriers.Scan.SORTED;
import static carriers.Scan.WRONG_ADDRESS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Everything that will happen to one parcel.
 *
 * @param steps in the order of their times; two may share a second, and one may be listed twice
 */
record Journey(List<Step> steps) {
    /** No journey takes longer. */
    static final Duration LONGEST = Duration.ofSeconds(340);

    Journey {
        steps = List.copyOf(steps);
    }

    /** Invents a journey; the same random numbers give the same one. */
    static Journey invent(RandomGenerator random) {
        return new Writer(random).write();
    }

    private static final class Writer {
        private final RandomGenerator random;
        private final List<Step> steps = new ArrayList<>();
        private final List<Town> unvisited = new ArrayList<>(Town.GERMAN);
        private Duration now = Duration.ZERO;

        Writer(RandomGenerator random) {
            this.random = random;
        }

        Journey write() {
            boolean abroad = chance(15);
            Town origin = abroad ? Town.SWISS.get(random.nextInt(Town.SWISS.size())) : nextTown();
            Town destination = nextTown();
            later(ANNOUNCED, origin);
            later(PICKED_UP, origin);
            if (abroad) {
                later(CUSTOMS, origin);
            }
            int hubs = random.nextInt(1, 4);
            for (int hub = 0; hub < hubs; hub++) {
                passThrough(nextTown());
            }
            later(AT_DEPOT, destination);
            later(OUT_FOR_DELIVERY, destination);
            end(origin, destination);
            if (chance(25)) {
                reportOneLate();
            }
            return new Journey(steps);
        }

        private void passThrough(Town hub) {
            later(ARRIVED, hub);
            if (chance(30)) {
                atOnce(SORTED, hub);
            } else if (chance(10)) {
                atOnce(ARRIVED, hub);
            }
            if (chance(60)) {
                later(DEPARTED, hub);
            }
        }

        private void end(Town origin, Town destination) {
            int ending = random.nextInt(100);
            if (ending < 60) {
                later(DELIVERED, destination);
            } else if (ending < 75) {
                later(NOT_MET, destination);
                atOnce(NOTIFIED, destination);
                later(AT_DEPOT, destination);
                later(OUT_FOR_DELIVERY, destination);
                later(DELIVERED, destination);
            } else if (ending < 90) {
                later(NOT_MET, destination);
                later(IN_SHOP, destination);
                later(COLLECTED, destination);
            } else {
                later(WRONG_ADDRESS, destination);
                later(RETURNING, destination);
                later(ARRIVED, nextTown());
                later(RETURNED, origin);
            }
        }

        /** One of the scans between towns is told of only after the next two, with its own, older time. */
        private void reportOneLate() {
            List<Integer> between = new ArrayList<>();
            for (int i = 0; i < steps.size() - 2; i++) {
                if (steps.get(i).scan() == ARRIVED || steps.get(i).scan() == DEPARTED) {
                    between.add(i);
                }
            }
            int late = between.get(random.nextInt(between.size()));
            steps.set(late, steps.get(late).reportedAt(steps.get(late + 2).at().plusSeconds(3)));
        }

        private void later(Scan scan, Town town) {
            now = now.plusSeconds(random.nextInt(4, 23));
            atOnce(scan, town);
        }

        private void atOnce(Scan scan, Town town) {
            steps.add(new Step(scan, town, now));
        }

        private Town nextTown() {
            return unvisited.remove(random.nextInt(unvisited.size()));
        }

        private boolean chance(int percent) {
            return random.nextInt(100) < percent;
        }
    }
}
