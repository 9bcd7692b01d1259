package io.serval.middleware;

import io.serval.core.Handler;
import io.serval.core.Headers;
import io.serval.core.Middleware;
import io.serval.core.Problem;
import io.serval.core.ProblemException;
import io.serval.core.Request;
import io.serval.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * Limits how many requests a client may send: beyond a policy's quota the answer is a 429 (RFC 6585 §4) with {@code
 * Retry-After}. Every response says where the client stands, in {@code RateLimit-Policy} and {@code RateLimit} as the IETF
 * draft <i>RateLimit header fields for HTTP</i> has them.
 *
 * <p>Each client has a bucket of tokens for each policy, which fills evenly: 60 per minute is one each second, and up to 60
 * at once after a pause. A request takes tokens from all buckets or, refused, from none.
 *
 * <p>Buckets are in this process's memory, and it is bounded: one that is full again is forgotten, which changes nothing for
 * its client. So nobody gets a fresh bucket by having his own pushed out. Should there still be more clients at once than
 * {@link #withMaxClients(int)}, those that come then share some buckets until others are forgotten.
 *
 * <p>Immutable, but for the buckets, which all requests through one instance share; each {@code with} begins with none.
 */
public final class RateLimit implements Middleware {
    private static final int MAX_CLIENTS = 100_000;

    /**
     * How many requests, or what they cost, in how much time.
     *
     * @param name names the policy to clients: lower-case letters, digits, {@code -} and {@code _}
     * @param quota how many tokens a bucket holds
     * @param window how long an empty bucket takes to fill, in whole seconds
     */
    public record Policy(String name, long quota, Duration window) {
        /** Refuses what the header fields cannot say. */
        public Policy {
            if (!name.matches("[a-z0-9_-]+")) {
                throw new IllegalArgumentException(
                        "Not a name of a policy: '" + name + "'. Use lower-case letters, digits, '-' and '_'.");
            }
            if (quota < 1) {
                throw new IllegalArgumentException("The policy " + name + " lets nothing through; its quota is " + quota
                        + " and has to be 1 at least.");
            }
            if (!window.isPositive() || window.getNano() != 0) {
                throw new IllegalArgumentException(
                        "The window of the policy " + name + " is whole seconds, and not " + window + ".");
            }
        }
    }

    private final List<Policy> policies;
    private final Function<Request, String> key;
    private final ToLongFunction<Request> cost;
    private final int maxClients;
    private final LongSupplier nanos;
    private final Buckets buckets;

    private RateLimit(
            List<Policy> policies,
            Function<Request, String> key,
            ToLongFunction<Request> cost,
            int maxClients,
            LongSupplier nanos) {
        this.policies = policies;
        this.key = key;
        this.cost = cost;
        this.maxClients = maxClients;
        this.nanos = nanos;
        this.buckets = new Buckets(policies, maxClients, nanos);
    }

    /**
     * Returns middleware that holds each address to all of the policies: {@link RateLimitKeys#ADDRESS}.
     *
     * @throws IllegalArgumentException if there is none, or two of one name
     */
    public static RateLimit of(Policy... policies) {
        List<Policy> all = List.of(policies);
        if (all.isEmpty() || all.stream().map(Policy::name).distinct().count() < all.size()) {
            throw new IllegalArgumentException("A rate limit has at least one policy, each with a name of its own.");
        }
        return new RateLimit(all, RateLimitKeys.ADDRESS, request -> 1, MAX_CLIENTS, System::nanoTime);
    }

    /** Returns middleware that holds each address to so many requests in that time. */
    public static RateLimit of(long requests, Duration window) {
        return of(new Policy("default", requests, window));
    }

    /**
     * Returns this limit with the bucket of a request found by the text; see {@link RateLimitKeys}. What a client can make
     * up is no key: with each new one it would begin anew.
     */
    public RateLimit withKey(Function<Request, String> ofRequest) {
        return new RateLimit(policies, ofRequest, cost, maxClients, nanos);
    }

    /**
     * Returns this limit with requests that cost more or less than one token. What costs nothing passes; what costs more
     * than the smallest quota costs that quota.
     */
    public RateLimit withCost(ToLongFunction<Request> ofRequest) {
        return new RateLimit(policies, key, ofRequest, maxClients, nanos);
    }

    /** Returns this limit with so many clients in memory at most, some 500 bytes each; 100,000 unless set. */
    public RateLimit withMaxClients(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("A rate limit has to know at least one client, not " + count + ".");
        }
        return new RateLimit(policies, key, cost, count, nanos);
    }

    /** Returns this limit with another clock, as for tests; unless set, one that nobody can adjust. */
    public RateLimit withClock(InstantSource clock) {
        return new RateLimit(
                policies, key, cost, maxClients, () -> ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant()));
    }

    @Override
    public Response handle(Request request, Handler next) throws Exception {
        long tokens = cost.applyAsLong(request);
        if (tokens <= 0) {
            return next.handle(request);
        }
        Standing standing = buckets.take(key.apply(request), tokens);
        if (standing.refused()) {
            throw refusal(standing);
        }
        return Outgoing.changed(request, next, fields -> fields.followedBy(fields(standing)));
    }

    private ProblemException refusal(Standing standing) {
        long seconds = standing.retryAfterSeconds();
        Problem problem = Problem.of(429, "These are more requests than allowed. Try again in " + seconds + " seconds.")
                .with("violated-policies", standing.violated());
        return new ProblemException(problem, fields(standing).with("Retry-After", Long.toString(seconds)));
    }

    private Headers fields(Standing standing) {
        return Headers.of("RateLimit-Policy", Standing.describe(policies), "RateLimit", standing.toString());
    }
}
