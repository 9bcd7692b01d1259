package io.serval.netty.internal;

import io.serval.core.Handler;
import io.serval.core.Problem;
import io.serval.core.ProblemException;
import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.core.Scope;
import io.serval.netty.NettyServer.Settings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One request in work: its scope, its thread, and its deadline. Lives on the loop, but for {@link #run}. */
final class Exchange implements Runnable {
    private static final Logger LOG = System.getLogger(Exchange.class.getName());

    private final Incoming incoming;
    private final RequestBody body;
    private final Scope scope;
    private final Handler handler;
    private final Settings settings;
    private final Responder responder;
    private final Loop loop;
    private final long started = System.nanoTime();
    private volatile String id = "";
    private volatile @Nullable Request request;
    private Scope.@Nullable Registration cancelled;
    private @Nullable Future<?> deadline;
    private boolean running;
    private boolean answered;
    private boolean ended;
    private int status;
    private long sent;

    Exchange(
            Incoming incoming,
            RequestBody body,
            Scope scope,
            Handler handler,
            Settings settings,
            Responder responder,
            Loop loop) {
        this.incoming = incoming;
        this.body = body;
        this.scope = scope;
        this.handler = handler;
        this.settings = settings;
        this.responder = responder;
        this.loop = loop;
    }

    /** Starts the handler, once. */
    void start() {
        if (running) {
            return;
        }
        running = true;
        cancelled = scope.onCancel(() -> loop.run(() -> responder.cancelled(this)));
        settings.timeouts().request().ifPresent(after -> {
            deadline = loop.schedule(() -> scope.cancel(Scope.Cause.DEADLINE), after);
        });
        Thread.ofVirtual().name("serval-request").start(this);
    }

    /** Runs the handler, on a thread of its own. */
    @Override
    public void run() {
        Response response = respond();
        loop.run(() -> responder.answer(this, response));
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

    /** Notes the status of the head that goes out. */
    void responds(int finalStatus) {
        status = finalStatus;
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
        if (ended) {
            return;
        }
        ended = true;
        if (deadline != null) {
            deadline.cancel(false);
        }
        scope.close();
        LOG.log(
                Level.DEBUG,
                () -> this + " ended with " + status + ", " + body.arrived() + " bytes in, " + sent + " bytes out, "
                        + TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - started) + " µs");
    }

    boolean isRunning() {
        return running;
    }

    /** Leaves the scope to somebody else. */
    void handOver() {
        if (cancelled != null) {
            cancelled.close();
        }
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

    Response problem(int status, String detail) {
        return problem(Problem.of(status, detail));
    }

    private Response respond() {
        try {
            id = settings.requestIds()
                    .of(Optional.ofNullable(
                            incoming.headers().get(settings.requestIds().header())));
            Request asked = incoming.toRequest(id, scope);
            request = asked;
            return Objects.requireNonNull(
                    scope.call(() -> handler.handle(asked)), "The handler returned null, not a response.");
        } catch (ProblemException e) {
            Response refusal = problem(e.problem());
            return new Response(refusal.status(), refusal.headers().followedBy(e.headers()), refusal.content());
        } catch (Throwable e) {
            // Throwable: whatever it is, a client waits for an answer.
            return failed(e);
        }
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
