package io.serval.middleware;

import io.serval.core.Cookies;
import io.serval.core.Handler;
import io.serval.core.Headers;
import io.serval.core.Middleware;
import io.serval.core.Peer;
import io.serval.core.Principal;
import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.middleware.Session.Outcome;
import io.serval.middleware.SessionCodec.Named;
import io.serval.middleware.SessionStore.Entry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives each request its {@link Session}, kept in an encrypted cookie or in a store, and the principal that signed in with
 * it, unless middleware outside has set one.
 *
 * <p>The cookie is {@code HttpOnly}, {@code SameSite=Lax} and {@code Path=/}; over TLS it is {@code Secure} and its name
 * begins with {@code __Host-}, which browsers let no other host set (RFC 6265bis §4.1.3). Without TLS sessions work on
 * loopback only. It is sent when the session changed, and now and then so that it does not idle out; an anonymous reader
 * gets none. A cookie that is broken, expired or not ours is no session, and never an error. Two cookies of the name that
 * are both good are none either: one was planted, and which cannot be told.
 *
 * <p>A response that sets the cookie is {@code Cache-Control: no-store}. One whose session was read varies by {@code
 * Cookie}, and is {@code private} unless it says something itself. Streams and WebSockets of who signed in are cancelled
 * when the lifetime of the session ends.
 */
public final class Sessions implements Middleware {
    /** A browser sends one; more cost a decryption each. */
    private static final int MOST_COOKIES = 4;

    private static final Duration IDLE = Duration.ofMinutes(30);
    private static final Duration LIFETIME = Duration.ofHours(12);

    private final SessionCodec codec;
    private final SessionCookie cookie;
    private final Duration idle;
    private final Duration lifetime;
    private final InstantSource clock;

    private Sessions(SessionCodec codec, SessionCookie cookie, Duration idle, Duration lifetime, InstantSource clock) {
        this.codec = codec;
        this.cookie = cookie;
        this.idle = idle;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /**
     * Keeps sessions in cookies, encrypted with AES-256-GCM: nothing is stored, and every node with the secrets reads
     * them. A cookie holds 3,800 characters.
     *
     * @param secrets 32 random bytes or more each. The first writes, all read: to rotate, put a new one first, and take
     *     the old one out when the lifetime of its sessions is over
     * @throws IllegalArgumentException if there is none, or one is too short
     */
    public static Sessions inCookie(byte[]... secrets) {
        return keptBy(new EncryptedSessions(new CookieCipher(List.of(secrets))));
    }

    /** Keeps sessions in the store; the cookie holds an id of 256 random bits. A session holds 64 KiB. */
    public static Sessions inStore(SessionStore store) {
        return keptBy(new StoredSessions(store));
    }

    private static Sessions keptBy(SessionCodec codec) {
        return new Sessions(codec, SessionCookie.DEFAULT, IDLE, LIFETIME, InstantSource.system());
    }

    /** Returns these sessions, ended when they were not used for so long; 30 minutes unless set. */
    public Sessions withIdle(Duration time) {
        return new Sessions(codec, cookie, positive(time), lifetime, clock);
    }

    /** Returns these sessions, ended so long after they began, or after the last sign-in; 12 hours unless set. */
    public Sessions withLifetime(Duration time) {
        return new Sessions(codec, cookie, idle, positive(time), clock);
    }

    /** Returns these sessions with another name for the cookie than {@code session}. */
    public Sessions withName(String name) {
        return new Sessions(codec, cookie.withName(name), idle, lifetime, clock);
    }

    /**
     * Returns these sessions with {@code SameSite=Strict}: the cookie does not come along when a link elsewhere is
     * followed. For pages of an API key, and others that nobody links to.
     */
    public Sessions withSameSiteStrict() {
        return new Sessions(codec, cookie.withStrict(), idle, lifetime, clock);
    }

    /** Returns these sessions, also for clients that come without TLS over a network. Everybody between sees the cookie. */
    public Sessions withPlaintext() {
        return new Sessions(codec, cookie.withPlaintext(), idle, lifetime, clock);
    }

    /** Returns these sessions with another clock. */
    public Sessions withClock(InstantSource other) {
        return new Sessions(codec, cookie, idle, lifetime, other);
    }

    @Override
    public Response handle(Request request, Handler next) throws Exception {
        Optional<Named> loaded = load(request);
        var session = new Session(loaded, codec::check);
        Request inner = request.with(Session.KEY, session);
        boolean mayKnow = loaded.isPresent() && request.principal().anonymous();
        Optional<Principal> principal = mayKnow ? session.principal() : Optional.empty();
        Response response = next.handle(principal.isPresent() ? inner.with(principal.get()) : inner);
        if (principal.isPresent()) {
            Expiry.end(request, response, Duration.between(clock.instant(), end(loaded.get())));
        }
        return finish(request.peer(), session.decide(), response);
    }

    private Optional<Named> load(Request request) throws Exception {
        if (!cookie.allowed(request.peer())) {
            return Optional.empty();
        }
        Optional<Named> found = Optional.empty();
        List<String> values = Cookies.values(request.headers(), cookie.name(request.peer()));
        for (String value : values.stream().distinct().limit(MOST_COOKIES).toList()) {
            Optional<Named> opened = codec.open(value).filter(this::alive);
            if (opened.isPresent() && found.isPresent()) {
                return Optional.empty();
            }
            found = opened.isPresent() ? opened : found;
        }
        return found;
    }

    private boolean alive(Named session) {
        Instant now = clock.instant();
        return now.isBefore(session.entry().seen().plus(idle)) && now.isBefore(end(session));
    }

    private Instant end(Named session) {
        return session.entry().created().plus(lifetime);
    }

    private Response finish(Peer peer, Outcome outcome, Response response) throws Exception {
        Optional<String> value = Optional.empty();
        if (!outcome.id().isEmpty()) {
            value = outcome.kept() ? keep(outcome) : begin(peer, outcome);
        }
        if (outcome.left()) {
            codec.delete(outcome.before().orElseThrow().id());
        }
        if (value.isPresent()) {
            return uncached(response, cookie.of(value.get(), peer));
        }
        if (outcome.left() && outcome.id().isEmpty()) {
            return uncached(response, cookie.ended(peer));
        }
        return outcome.read() ? personal(response) : response;
    }

    private Optional<String> begin(Peer peer, Outcome outcome) throws Exception {
        cookie.checkAllowed(peer);
        Instant now = now();
        Instant created = outcome.signedIn()
                ? now
                : outcome.before().map(before -> before.entry().created()).orElse(now);
        return codec.save(new Named(outcome.id(), entry(1, created, now, outcome.values())));
    }

    /** Saves what changed, on top of what other requests changed meanwhile; nothing if the session was ended. */
    private Optional<String> keep(Outcome outcome) throws Exception {
        Named before = outcome.before().orElseThrow();
        Instant now = now();
        boolean due = Duration.between(before.entry().seen(), now).compareTo(idle.dividedBy(4)) >= 0;
        if (outcome.changes().isEmpty() && !due) {
            return Optional.empty();
        }
        Optional<Named> current = Optional.of(before);
        while (current.isPresent()) {
            Entry entry = current.get().entry();
            Map<String, String> values = outcome.changed(entry);
            codec.check(values);
            Optional<String> saved =
                    codec.save(new Named(before.id(), entry(entry.version() + 1, entry.created(), now, values)));
            if (saved.isPresent() || outcome.changes().isEmpty()) {
                return saved;
            }
            current = codec.reload(before.id());
        }
        return Optional.empty();
    }

    private Entry entry(long version, Instant created, Instant now, Map<String, String> values) {
        Instant idleEnd = now.plus(idle);
        Instant end = created.plus(lifetime);
        return new Entry(version, created, now, idleEnd.isBefore(end) ? idleEnd : end, values);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private static Response uncached(Response response, String setCookie) {
        Headers headers = Vary.on("Cookie", response.headers()).with("Cache-Control", "no-store");
        return Outgoing.with(response, headers.adding("Set-Cookie", setCookie));
    }

    private static Response personal(Response response) {
        Headers headers = Vary.on("Cookie", response.headers());
        return Outgoing.with(
                response, headers.contains("Cache-Control") ? headers : headers.with("Cache-Control", "private"));
    }

    private static Duration positive(Duration time) {
        if (!time.isPositive()) {
            throw new IllegalArgumentException("A session needs time, not " + time + ".");
        }
        return time;
    }
}
