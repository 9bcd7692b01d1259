package io.serval.live.internal;

import io.serval.live.Retention;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is kept of which topics. */
public final class Rules {
    /**
     * The rules as a table. {@code first_day} is the first of which events are kept, {@code count} how many; a topic has
     * the rule with the longest beginning of its name.
     */
    static final String TABLE = """
            with rule as (
                select beginning, count, case
                    when seconds < 0 then '-infinity'
                    else ((now() - make_interval(secs => seconds)) at time zone 'UTC')::date
                end as first_day
                from unnest(?::text[], ?::bigint[], ?::bigint[]) as rule (beginning, seconds, count)
            )
            """;

    private final List<String> beginnings = new ArrayList<>();
    private final List<Long> seconds = new ArrayList<>();
    private final List<Long> counts = new ArrayList<>();

    /**
     * Creates the rules.
     *
     * @param standard of topics that no other holds for
     * @param own by the beginnings of names
     */
    public Rules(Retention standard, Map<String, Retention> own) {
        add("", standard);
        own.forEach(this::add);
    }

    private void add(String beginning, Retention retention) {
        beginnings.add(beginning);
        seconds.add(retention.age().map(Duration::toSeconds).orElse(-1L));
        counts.add(retention.count().orElse(Long.MAX_VALUE));
    }

    boolean anyAge() {
        return seconds.stream().anyMatch(age -> age >= 0);
    }

    boolean anyCount() {
        return counts.stream().anyMatch(count -> count < Long.MAX_VALUE);
    }

    /** The arguments of a statement that begins with {@link #TABLE}. */
    Object[] arguments(Object... others) {
        return Stream.concat(Stream.of(beginnings, seconds, counts), Arrays.stream(others))
                .toArray();
    }
}
