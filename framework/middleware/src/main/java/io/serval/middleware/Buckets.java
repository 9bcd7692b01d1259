package io.serval.middleware;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.VerboseResult;
import io.github.bucket4j.local.LocalBucketBuilder;
import io.serval.middleware.RateLimit.Policy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The buckets of all clients. A full one is as good as none, so only those that are not full are kept. */
final class Buckets {
    private static final int SHARED_BITS = 8;
    private static final int LONGEST_KEY = 64;

    private final List<Policy> policies;
    private final int maxClients;
    private final long smallestQuota;
    private final TimeMeter clock;
    private final Cache<String, Bucket> buckets;
    private final List<Bucket> shared;

    /** Nobody outside is to know with whom a client will have to share. */
    private final int salt = ThreadLocalRandom.current().nextInt();

    Buckets(List<Policy> policies, int maxClients, LongSupplier nanos) {
        this.policies = policies;
        this.maxClients = maxClients;
        this.smallestQuota = policies.stream().mapToLong(Policy::quota).min().orElseThrow();
        this.clock = new Clock(nanos);
        this.buckets = Caffeine.newBuilder()
                .expireAfter(Expiry.writing((String key, Bucket bucket) -> untilFull(bucket)))
                .ticker(nanos::getAsLong)
                .executor(Runnable::run)
                .build();
        this.shared =
                IntStream.range(0, 1 << SHARED_BITS).mapToObj(i -> bucket()).toList();
    }

    /** Takes the tokens from the key's bucket of each policy, or from none. */
    Standing take(String key, long cost) {
        long payable = Math.min(cost, smallestQuota);
        String name = key.length() > LONGEST_KEY ? digest(key) : key;
        if (full() && buckets.getIfPresent(name) == null) {
            return take(shared.get(stripe(name)), payable);
        }
        var taken = new Taken();
        // In compute, so that no bucket expires between taking from it and the note of when it will be full.
        buckets.asMap().compute(name, (same, known) -> {
            Bucket bucket = known == null ? bucket() : known;
            taken.standing = take(bucket, payable);
            return bucket;
        });
        return taken.standing();
    }

    long clients() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    private boolean full() {
        return buckets.estimatedSize() >= maxClients && clients() >= maxClients;
    }

    private int stripe(String name) {
        return ((name.hashCode() + salt) * 0x9E37_79B9) >>> (Integer.SIZE - SHARED_BITS);
    }

    private Standing take(Bucket bucket, long cost) {
        VerboseResult<ConsumptionProbe> result = bucket.asVerbose().tryConsumeAndReturnRemaining(cost);
        long[] left = result.getDiagnostics().getAvailableTokensPerEachBandwidth();
        ConsumptionProbe probe = result.getValue();
        return new Standing(
                policies,
                Arrays.stream(left).boxed().toList(),
                cost,
                probe.isConsumed() ? 0 : Math.max(1, probe.getNanosToWaitForRefill()));
    }

    private Bucket bucket() {
        LocalBucketBuilder builder = Bucket.builder().withCustomTimePrecision(clock);
        for (Policy policy : policies) {
            builder.addLimit(limit -> limit.capacity(policy.quota()).refillGreedy(policy.quota(), policy.window()));
        }
        return builder.build();
    }

    private static Duration untilFull(Bucket bucket) {
        return Duration.ofNanos(Math.max(
                1, bucket.asVerbose().getAvailableTokens().getDiagnostics().calculateFullRefillingTime()));
    }

    /** Keys may be as long as header fields; memory is to be bounded in bytes, too. */
    private static String digest(String key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    private static final class Taken {
        private @Nullable Standing standing;

        Standing standing() {
            if (standing == null) {
                throw new IllegalStateException("The bucket was not asked.");
            }
            return standing;
        }
    }

    private record Clock(LongSupplier nanos) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return nanos.getAsLong();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
