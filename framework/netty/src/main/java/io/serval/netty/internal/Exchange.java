package io.serval.netty.internal;

import io.serval.core.Content;
import io.serval.core.Handler;
import io.serval.core.Headers;
import io.serval.core.Observer;
import io.serval.core.Prepared;
import io.serval.core.Problem;
import io.serval.core.ProblemException;
import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.core.Scope;
import io.serval.core.Served;
import io.serval.netty.NettyServer.Settings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One request in work: its scope, its thread, and its deadline. Lives on the loop, but for what its handler does. */
final class Exchange {
    private static final Logger LOG = System.getLogger(Exchange.class.getName());

    /** A handler on the loop that takes so long does what it must not. */
    private static final long BLOCKING_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Of an exchange that has been answered and handed over. */
    private static final Responder GONE = new Responder() {
        @Override
        public void answer(Exchange answered, Response response) {}

        @Override
        public void cancelled(Exchange cancelled) {}
    };

    private Incoming incoming;
    private RequestBody body;
    private final Scope scope;
    private final Handler handler;
    private final Settings settings;
    private Responder responder;
    private final Loop loop;
    private final long started = System.nanoTime();
    private final String id;
    private volatile @Nullable Request request;
    private String template = "";
    private Scope.@Nullable Registration cancelled;
    private @Nullable Future<?> deadline;
    private boolean counted;
    private boolean returned;
    private boolean running;
    private boolean answered;
    private boolean ended;
    private int holds;
    private boolean endsAfterHolds;
    private int status;
    private long received;
    private long sent;

    Exchange(
            Incoming incoming,
            RequestBody body,
            Scope scope,
            Handler handler,
            Settings settings,
            Responder responder,
            Loop loop) {
        this.incoming = incoming.behind(settings.trustedProxies());
        this.id = settings.requestIds()
                .of(Optional.ofNullable(
                        incoming.headers().get(settings.requestIds().header())));
        this.body = body;
        this.scope = scope;
        scope.name(id);
        this.handler = handler;
        this.settings = settings;
        this.responder = responder;
        this.loop = loop;
    }

    /** Starts the handler, once. */
    void start() {
        if (running || answered) {
            return;
        }
        if (!loop.inFlight().enter()) {
            responder.answer(this, Overload.problem("requests").toResponse().with("Retry-After", Overload.RETRY_AFTER));
            return;
        }
        counted = true;
        running = true;
        Prepared prepared = prepare();
        if (prepared == null) {
            return;
        }
        if (prepared.onEventLoop() && body.isComplete()) {
            returned(respondOnLoop(prepared));
            return;
        }
        watch();
        settings.timeouts().request().ifPresent(after -> {
            deadline = loop.schedule(() -> scope.cancel(Scope.Cause.DEADLINE), after);
        });
        Thread.ofVirtual().name("serval-request").start(() -> run(prepared));
    }

    /** Has the responder told when the scope is cancelled, after all who have asked the scope for that later. */
    void watch() {
        if (cancelled == null) {
            cancelled = scope.onCancel(() -> loop.run(() -> responder.cancelled(this)));
        }
    }

    /** Returns who answers; null if the request cannot be read, and that was answered. */
    private @Nullable Prepared prepare() {
        try {
            Request asked = incoming.toRequest(id, scope);
            request = asked;
            return handler.prepare(asked);
        } catch (ProblemException e) {
            returned(refusal(e));
            return null;
        } catch (RuntimeException e) {
            returned(failed(e));
            return null;
        }
    }

    private Response respondOnLoop(Prepared prepared) {
        long began = System.nanoTime();
        Response response = respond(prepared);
        long nanos = System.nanoTime() - began;
        if (nanos > BLOCKING_NANOS) {
            LOG.log(
                    Level.WARNING,
                    () -> this + " kept its event loop, and every other connection there, waiting for "
                            + TimeUnit.NANOSECONDS.toMillis(nanos)
                            + " ms. Its route is @OnEventLoop, which is for what never blocks.");
        }
        return response;
    }

    /** Runs the handler, on a thread of its own. */
    private void run(Prepared prepared) {
        Response response = respond(prepared);
        tellIfAbandoned();
        loop.run(() -> returned(response));
    }

    private void returned(Response response) {
        returned = true;
        responder.answer(this, response);
        if (ended) {
            release();
        }
    }

    /** Stops to count as a request in work: nothing scarce is held any more. */
    void release() {
        if (counted) {
            counted = false;
            loop.inFlight().leave();
        }
    }

    /** Notes that an answer goes out: there is no deadline any more. False if one went out before. */
    boolean answer() {
        if (answered) {
            return false;
        }
        answered = true;
        if (deadline != null) {
            deadline.cancel(false);
        }
        return true;
    }

    /** Notes the head that goes out, and returns it with what the server adds to every one. */
    Response responds(Response response) {
        status = response.status();
        Response named = settings.requestIds().name(response, id);
        return settings.serverTiming() ? timed(named) : named;
    }

    /** Notes that so many bytes of the response's content go out. */
    void sent(long bytes) {
        sent += bytes;
    }

    /**
     * Ends the exchange, once: its response has been handed to the socket, its client has left, or it was refused. The
     * one place that every exchange comes to; its status is 0 if the client left before there was one.
     */
    void end() {
        if (holds > 0) {
            endsAfterHolds = true;
            return;
        }
        if (ended) {
            return;
        }
        ended = true;
        // A handler that has not noticed yet that its client left still takes room.
        if (returned) {
            release();
        }
        if (deadline != null) {
            deadline.cancel(false);
        }
        var served = new Served(
                incoming.method(),
                incoming.target(),
                template(),
                status,
                incoming.peer(),
                id,
                received + body.arrived(),
                sent,
                Duration.ofNanos(System.nanoTime() - started),
                scope.cause());
        scope.close();
        tell(observer -> observer.answered(served));
    }

    /** Keeps it from ending, for a thread that works in its scope. Returns what gives it up. */
    Runnable hold() {
        holds++;
        return () -> {
            holds--;
            tellIfAbandoned();
            if (endsAfterHolds) {
                end();
            }
        };
    }

    /** A handler that has ended, and whose scope had been cancelled, worked for nobody in the meantime. */
    private void tellIfAbandoned() {
        scope.sinceCancelled()
                .ifPresent(late ->
                        tell(observer -> observer.abandoned(scope.cause().orElseThrow(), late)));
    }

    private void tell(Consumer<Observer> news) {
        try {
            news.accept(settings.observer());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, () -> "The observer failed at " + this + ".", e);
        }
    }

    boolean isRunning() {
        return running;
    }

    /**
     * Leaves the scope to somebody else. That may be for long, and for many: of what came and of who answers, only what names
     * the exchange is kept.
     */
    void handOver() {
        release();
        if (cancelled != null) {
            cancelled.close();
            cancelled = null;
        }
        template = template();
        request = null;
        incoming = incoming.withoutFields();
        received = body.arrived();
        body = RequestBody.GONE;
        responder = GONE;
    }

    Incoming incoming() {
        return incoming;
    }

    RequestBody body() {
        return body;
    }

    Scope scope() {
        return scope;
    }

    @Override
    public String toString() {
        return incoming.method() + " " + incoming.target() + " [" + id + "]";
    }

    /** Returns the answer in place of the handler's, if its scope was cancelled and somebody is left to hear why. */
    Optional<Response> overruled() {
        return scope.cause().flatMap(cause -> switch (cause) {
            case DEADLINE -> Optional.of(problem(503, tookTooLong()));
            case SHUTDOWN -> Optional.of(problem(503, "The server is stopping. Try again in a moment."));
            case CLIENT_GONE, CANCELLED -> Optional.empty();
        });
    }

    /** Returns what is answered: the response, unless the scope was cancelled or it is none. */
    Response settled(Response response) {
        Response settled = overruled().orElse(response);
        if (settled.status() >= 200 || settled.content() instanceof Content.WebSocket) {
            return settled;
        }
        LOG.log(Level.ERROR, () -> this + " was answered " + settled.status() + ", not a final status.");
        return problem(500, "");
    }

    Response problem(int status, String detail) {
        return problem(Problem.of(status, detail));
    }

    private Response respond(Prepared prepared) {
        try {
            return Objects.requireNonNull(scope.call(prepared::answer), "The handler returned null, not a response.");
        } catch (ProblemException e) {
            return refusal(e);
        } catch (Throwable e) {
            // Throwable: whatever it is, a client waits for an answer.
            return failed(e);
        }
    }

    private Response refusal(ProblemException e) {
        Response refusal = problem(e.problem());
        return new Response(refusal.status(), refusal.headers().followedBy(e.headers()), refusal.content());
    }

    private String template() {
        Request known = request;
        return known == null ? template : known.template().orElse("");
    }

    private Response timed(Response response) {
        BigDecimal millis = BigDecimal.valueOf(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - started), 3);
        Headers headers = response.headers().adding("Server-Timing", "total;dur=" + millis.toPlainString());
        return new Response(response.status(), headers, response.content());
    }

    private Response failed(Throwable e) {
        if (scope.cancelled()) {
            LOG.log(Level.DEBUG, () -> this + " was abandoned.", e);
            return problem(503, "The request was cancelled.");
        }
        LOG.log(Level.ERROR, () -> this + " failed.", e);
        return problem(500, "");
    }

    private Response problem(Problem problem) {
        Request known = request;
        return known == null ? problem.toResponse() : problem.toResponse(known);
    }

    private String tookTooLong() {
        return settings.timeouts()
                .request()
                .map(limit -> "The request took longer than the " + limit.toMillis() + " ms that it may take.")
                .orElse("The request took longer than it may.");
    }
}
