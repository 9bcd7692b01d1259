package io.serval.middleware;

import io.serval.middleware.RateLimit.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Where a client stands with all policies.
 *
 * @param policies the policies
 * @param left the tokens left in the bucket of each
 * @param cost what the request costs
 * @param waitNanos how long until there are tokens enough for the request; 0 if it took them
 */
record Standing(List<Policy> policies, List<Long> left, long cost, long waitNanos) {
    boolean refused() {
        return waitNanos > 0;
    }

    long retryAfterSeconds() {
        return seconds(waitNanos);
    }

    List<String> violated() {
        var names = new ArrayList<String>();
        for (int i = 0; i < policies.size(); i++) {
            if (left.get(i) < cost) {
                names.add(policies.get(i).name());
            }
        }
        return names;
    }

    /** The value of {@code RateLimit}: of each policy the tokens left, and the seconds until there are more. */
    @Override
    public String toString() {
        var items = new ArrayList<String>();
        for (int i = 0; i < policies.size(); i++) {
            items.add('"' + policies.get(i).name() + "\";r=" + left.get(i) + ";t=" + untilReset(i));
        }
        return String.join(", ", items);
    }

    /** The value of {@code RateLimit-Policy}. */
    static String describe(List<Policy> policies) {
        return policies.stream()
                .map(policy -> '"' + policy.name() + "\";q=" + policy.quota() + ";w="
                        + policy.window().toSeconds())
                .collect(Collectors.joining(", "));
    }

    /** Until the bucket is full; for what refuses a request, until {@code Retry-After}, as the draft wants them alike. */
    private long untilReset(int i) {
        Policy policy = policies.get(i);
        if (refused() && left.get(i) < cost) {
            return retryAfterSeconds();
        }
        double missing = (policy.quota() - left.get(i)) / (double) policy.quota();
        return (long) Math.ceil(missing * policy.window().toSeconds());
    }

    private static long seconds(long nanos) {
        return TimeUnit.NANOSECONDS.toSeconds(nanos + TimeUnit.SECONDS.toNanos(1) - 1);
    }
}
