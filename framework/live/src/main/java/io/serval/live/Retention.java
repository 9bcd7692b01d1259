package io.serval.live;

import java.time.Duration;
import java.util.Optional;

/**
 * How long the events of a topic are kept. What goes, goes from the oldest on, so that there is never a gap; who stood
 * before that gets a reset.
 *
 * @param age an event that is younger is kept, and one that is older by a day (UTC) is not; empty for any age
 * @param count so many are kept, and any more go within minutes; empty for any number
 */
public record Retention(Optional<Duration> age, Optional<Long> count) {
    /** All events, for ever. */
    public static final Retention FOREVER = new Retention(Optional.empty(), Optional.empty());

    /** @throws IllegalArgumentException if the age is not positive, or the count negative */
    public Retention {
        if (age.filter(each -> !each.isPositive()).isPresent()
                || count.filter(each -> each < 0).isPresent()) {
            throw new IllegalArgumentException("Events can be kept for a positive time and in a number from 0, not for "
                    + age + " and in " + count + ".");
        }
    }

    /** Returns this retention with another age. */
    public Retention withAge(Duration most) {
        return new Retention(Optional.of(most), count);
    }

    /** Returns this retention with another count. */
    public Retention withCount(long most) {
        return new Retention(age, Optional.of(most));
    }
}
