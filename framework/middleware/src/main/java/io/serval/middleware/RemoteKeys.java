package io.serval.middleware;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import io.serval.core.Headers;
import io.serval.core.Problem;
import io.serval.core.ProblemException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a JWK set that the issuer of tokens publishes at an address, fetched with the first token and kept.
 *
 * <ul>
 *   <li>After 5 minutes they are fetched again, behind the requests.
 *   <li>A token with an unknown key has them fetched at once, at most every 30 seconds: the issuer may have rotated them.
 *   <li>If the issuer cannot be reached, the last good ones hold for 24 hours; after that, as before the first fetch,
 *       tokens are answered with a 503.
 * </ul>
 *
 * <p>One fetch serves all requests that wait for it, and none of them stops it by leaving. It takes 5 seconds and 256 KiB
 * at most and follows no redirect. Safe for use by many threads; share one between the {@link Bearer}s of an issuer.
 */
public final class RemoteKeys implements JwtKeys {
    private static final Logger LOG = System.getLogger(RemoteKeys.class.getName());

    /** Keys, and when they came. */
    private record Fetched(List<JWK> keys, Instant at) {}

    /** How long keys are fresh, how often they are asked for at most, and how long they hold without an answer. */
    private record Times(Duration fresh, Duration between, Duration hold) {
        static final Times DEFAULT = new Times(Duration.ofMinutes(5), Duration.ofSeconds(30), Duration.ofHours(24));
    }

    private final KeyFetch fetch;
    private final Times times;
    private final InstantSource clock;
    private volatile @Nullable Fetched last;
    private @Nullable Instant asked;
    private @Nullable CompletableFuture<?> running;

    private RemoteKeys(KeyFetch fetch, Times times, InstantSource clock) {
        this.fetch = fetch;
        this.times = times;
        this.clock = clock;
    }

    /**
     * Returns the keys at the address.
     *
     * @throws IllegalArgumentException for an address without TLS, but on this machine: who changes the keys makes tokens
     */
    public static RemoteKeys at(URI address) {
        return new RemoteKeys(KeyFetch.of(address), Times.DEFAULT, InstantSource.system());
    }

    /** Returns keys, nothing fetched yet, that are fetched again after so long. */
    public RemoteKeys withFresh(Duration time) {
        return new RemoteKeys(fetch, new Times(time, times.between, times.hold), clock);
    }

    /** Returns keys, nothing fetched yet, that are asked for at most so often, whatever tokens come. */
    public RemoteKeys withBetween(Duration time) {
        return new RemoteKeys(fetch, new Times(times.fresh, time, times.hold), clock);
    }

    /** Returns keys, nothing fetched yet, that hold for so long while their issuer cannot be reached. */
    public RemoteKeys withHold(Duration time) {
        return new RemoteKeys(fetch, new Times(times.fresh, times.between, time), clock);
    }

    /** Returns keys, nothing fetched yet, that are fetched within the time. */
    public RemoteKeys withTimeout(Duration time) {
        return new RemoteKeys(fetch.within(time), times, clock);
    }

    /** Returns keys, nothing fetched yet, with another clock. */
    public RemoteKeys withClock(InstantSource other) {
        return new RemoteKeys(fetch, times, other);
    }

    @Override
    public Set<JWSAlgorithm> algorithms() {
        return KeySets.ASYMMETRIC;
    }

    @Override
    public List<JWK> find(Optional<String> kid) throws Exception {
        Fetched known = last;
        if (known == null || older(known, times.hold)) {
            await(refresh());
            known = last;
        } else if (older(known, times.fresh)) {
            var _ = refresh();
        }
        if (known == null || older(known, times.hold)) {
            throw unavailable();
        }
        List<JWK> found = KeySets.named(known.keys, kid);
        if (found.isEmpty() && kid.isPresent()) {
            await(refresh());
            Fetched newest = last;
            found = newest == null ? found : KeySets.named(newest.keys, kid);
        }
        return found;
    }

    private boolean older(Fetched keys, Duration time) {
        return !clock.instant().isBefore(keys.at.plus(time));
    }

    /** Starts a fetch unless one runs, or one began a moment ago; returns the one to wait for. */
    private synchronized CompletableFuture<?> refresh() {
        CompletableFuture<?> current = running;
        if (current != null && !current.isDone()) {
            return current;
        }
        Instant now = clock.instant();
        if (asked != null && now.isBefore(asked.plus(times.between))) {
            return CompletableFuture.completedFuture(null);
        }
        asked = now;
        CompletableFuture<?> started = fetch.start().handle((keys, failure) -> {
            if (failure == null) {
                last = new Fetched(keys, now);
            } else {
                LOG.log(
                        Level.WARNING,
                        () -> "The keys for tokens could not be fetched from " + fetch.address()
                                + "; the last good ones hold for " + times.hold + ".",
                        failure);
            }
            return null;
        });
        running = started;
        return started;
    }

    /** Waits for the fetch. A request that is cancelled is interrupted here; the fetch goes on for the others. */
    private static void await(CompletableFuture<?> fetch) throws InterruptedException, ExecutionException {
        fetch.get();
    }

    private static ProblemException unavailable() {
        return new ProblemException(
                Problem.of(503, "The keys that tokens are checked with cannot be had at the moment. Try again later."),
                Headers.of("Retry-After", "10"));
    }
}
