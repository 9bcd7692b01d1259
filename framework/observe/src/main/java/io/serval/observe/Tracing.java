package io.serval.observe;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.serval.core.Handler;
import io.serval.core.Peer;
import io.serval.core.Prepared;
import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.core.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Traces requests with OpenTelemetry, by its semantic conventions for HTTP servers: a span for each, a child of the one
 * that came in the header, current on the handler's thread and on those that {@link Scope#fork} and its kin begin. It ends
 * when the handler has answered; what is streamed after that is not in it. Immutable, for use by many threads.
 */
public final class Tracing {
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> METHOD_ORIGINAL = AttributeKey.stringKey("http.request.method_original");
    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
    private static final AttributeKey<String> SCHEME = AttributeKey.stringKey("url.scheme");
    private static final AttributeKey<String> SERVER = AttributeKey.stringKey("server.address");
    private static final AttributeKey<String> CLIENT = AttributeKey.stringKey("client.address");
    private static final AttributeKey<String> PROTOCOL = AttributeKey.stringKey("network.protocol.version");
    private static final AttributeKey<String> AGENT = AttributeKey.stringKey("user_agent.original");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    private static final AttributeKey<String> REQUEST_ID = AttributeKey.stringKey("serval.request.id");
    private static final Set<String> METHODS =
            Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT");
    private static final TextMapGetter<Request> HEADERS = new Getter();
    private static final Scope.Carrier CURRENT = new Scope.Carrier() {
        @Override
        public <T extends @Nullable Object> Callable<T> carry(Callable<T> task) {
            return Context.current().wrap(task);
        }
    };

    private final Tracer tracer;
    private final TextMapPropagator propagator;

    /** Creates tracing with the SDK that the application has set up. */
    public Tracing(OpenTelemetry telemetry) {
        tracer = telemetry.getTracer("io.serval");
        propagator = telemetry.getPropagators().getTextMapPropagator();
    }

    /** Returns the handler, traced. */
    public Handler around(Handler handler) {
        return new Handler() {
            @Override
            public Response handle(Request request) throws Exception {
                return answer(request, handler);
            }

            @Override
            public Prepared prepare(Request request) {
                Prepared found = handler.prepare(request);
                return new Prepared(asked -> answer(asked, found.handler()), found.request(), found.onEventLoop());
            }
        };
    }

    /** Notes the failure in the span of the current thread. */
    public static void failed(Throwable error) {
        Span.current().recordException(error);
    }

    private Response answer(Request request, Handler handler) throws Exception {
        Context parent = propagator.extract(Context.root(), request, HEADERS);
        Span span = start(request, parent);
        request.scope().carrier(CURRENT);
        try (var ignored = parent.with(span).makeCurrent()) {
            Response response = handler.handle(request);
            end(span, response);
            return response;
        } catch (Throwable e) {
            span.recordException(e);
            span.setAttribute(ERROR, e.getClass().getName());
            span.setStatus(StatusCode.ERROR);
            throw e;
        } finally {
            span.end();
        }
    }

    private Span start(Request request, Context parent) {
        boolean known = METHODS.contains(request.method());
        String method = known ? request.method() : "_OTHER";
        String shown = known ? method : "HTTP";
        Peer peer = request.peer();
        SpanBuilder span = tracer.spanBuilder(
                        request.template().map(route -> shown + " " + route).orElse(shown))
                .setParent(parent)
                .setSpanKind(SpanKind.SERVER)
                .setAttribute(METHOD, method)
                .setAttribute(PATH, request.path())
                .setAttribute(SCHEME, peer.scheme())
                .setAttribute(SERVER, peer.host())
                .setAttribute(CLIENT, peer.address().getHostAddress())
                .setAttribute(
                        PROTOCOL, peer.protocol().substring(peer.protocol().indexOf('/') + 1))
                .setAttribute(REQUEST_ID, request.id());
        if (!known) {
            span.setAttribute(METHOD_ORIGINAL, request.method());
        }
        request.template().ifPresent(route -> span.setAttribute(ROUTE, route));
        request.headers().first("User-Agent").ifPresent(agent -> span.setAttribute(AGENT, agent));
        return span.startSpan();
    }

    private static void end(Span span, Response response) {
        span.setAttribute(STATUS, (long) response.status());
        if (response.status() >= 500) {
            span.setAttribute(ERROR, Integer.toString(response.status()));
            span.setStatus(StatusCode.ERROR);
        }
    }

    private static final class Getter implements TextMapGetter<Request> {
        @Override
        public Iterable<String> keys(Request request) {
            List<String> names = new ArrayList<>();
            request.headers().forEach((name, value) -> names.add(name));
            return names;
        }

        @Override
        public @Nullable String get(@Nullable Request request, String name) {
            return request == null ? null : request.headers().first(name).orElse(null);
        }
    }
}
