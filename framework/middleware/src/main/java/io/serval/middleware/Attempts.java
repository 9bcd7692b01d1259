package io.serval.middleware;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.serval.core.Headers;
import io.serval.core.Problem;
import io.serval.core.ProblemException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Counts failures by address, for a time that begins with the first. Attempts at once are as many as failures are left, so
 * that a burst cannot slip through; others wait for them.
 */
final class Attempts {
    private static final int MOST_ADDRESSES = 100_000;

    private final Cache<String, Tally> tallies;
    private final int most;
    private final Duration within;

    private static final class Tally {
        private int failed;
        private int underWay;
    }

    Attempts(int most, Duration within) {
        this(most, within, Ticker.systemTicker());
    }

    Attempts(int most, Duration within, Ticker ticker) {
        if (most < 1 || !within.isPositive()) {
            throw new IllegalArgumentException("Allow one failure at least, within some time.");
        }
        this.most = most;
        this.within = within;
        tallies = Caffeine.newBuilder()
                .maximumSize(MOST_ADDRESSES)
                .expireAfterWrite(within)
                .ticker(ticker)
                .build();
    }

    /**
     * Makes the attempt; an empty result is a failure, an exception neither that nor a success.
     *
     * @throws ProblemException 429 if the address has failed too often
     */
    <T> Optional<T> attempt(InetAddress address, Callable<Optional<T>> attempt) throws Exception {
        Tally tally = tallies.get(network(address), key -> new Tally());
        begin(tally);
        boolean failed = false;
        try {
            Optional<T> result = attempt.call();
            failed = result.isEmpty();
            return result;
        } finally {
            end(tally, failed);
        }
    }

    private void begin(Tally tally) throws InterruptedException {
        synchronized (tally) {
            while (tally.failed < most && tally.failed + tally.underWay >= most) {
                tally.wait();
            }
            if (tally.failed >= most) {
                throw new ProblemException(
                        Problem.of(429, "There were " + most + " wrong passwords from this address. Wait a while."),
                        Headers.of("Retry-After", Long.toString(Math.max(1, within.toSeconds()))));
            }
            tally.underWay++;
        }
    }

    private static void end(Tally tally, boolean failed) {
        synchronized (tally) {
            tally.underWay--;
            if (failed) {
                tally.failed++;
            }
            tally.notifyAll();
        }
    }

    /** Who has one IPv6 address has all of its /64. */
    private static String network(InetAddress address) {
        byte[] bytes = address.getAddress();
        return Arrays.toString(address instanceof Inet6Address ? Arrays.copyOf(bytes, 8) : bytes);
    }
}
