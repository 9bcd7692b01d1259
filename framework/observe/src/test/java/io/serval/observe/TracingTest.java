package io.serval.observe;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.serval.core.Body;
import io.serval.core.Handler;
import io.serval.core.Headers;
import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.core.Scope;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Traces")
class TracingTest {
    @RegisterExtension
    static final OpenTelemetryExtension SDK = OpenTelemetryExtension.create();

    private final Tracing tracing = new Tracing(SDK.getOpenTelemetry());

    @Test
    @DisplayName("row 139: hold a server span for each request, by the semantic conventions")
    void span() throws Exception {
        answer(request -> Response.of(201), "GET", "/orders/7?token=secret", "User-Agent", "curl/8");

        SpanData span = span0();
        assertThat(span.getName()).isEqualTo("GET");
        assertThat(span.getKind()).isEqualTo(SpanKind.SERVER);
        assertThat(span.getStatus()).isEqualTo(StatusData.unset());
        assertThat(span.getAttributes().asMap())
                .containsEntry(stringKey("http.request.method"), "GET")
                .containsEntry(stringKey("url.path"), "/orders/7")
                .containsEntry(stringKey("url.scheme"), "http")
                .containsEntry(stringKey("user_agent.original"), "curl/8")
                .containsEntry(stringKey("network.protocol.version"), "1.1")
                .containsEntry(longKey("http.response.status_code"), 201L);
        assertThat(span.getAttributes().toString()).doesNotContain("secret");
    }

    @Test
    @DisplayName("row 139: go on where the client's began")
    void parent() throws Exception {
        answer(
                request -> Response.of(200),
                "GET",
                "/",
                "traceparent",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        assertThat(span0().getTraceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(span0().getParentSpanId()).isEqualTo("b7ad6b7169203331");
    }

    @Test
    @DisplayName("are current where a request is in work, in what it forks too, and nowhere else")
    void current() throws Exception {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        answer(
                request -> {
                    seen.add(Span.current().getSpanContext().getTraceId());
                    seen.add(request.scope()
                            .fork(() -> Span.current().getSpanContext().getTraceId())
                            .get());
                    request.scope()
                            .fork(() -> Scope.current()
                                    .fork(() -> seen.add(
                                            Span.current().getSpanContext().getTraceId()))
                                    .get())
                            .get();
                    return Response.of(204);
                },
                "GET",
                "/");

        String trace = span0().getTraceId();
        assertThat(List.copyOf(seen)).containsExactly(trace, trace, trace);
        assertThat(Context.current()).isEqualTo(Context.root());
    }

    @Test
    @DisplayName("say what failed: a 5xx is an error, a 4xx is none, and an exception is recorded")
    void errors() throws Exception {
        answer(request -> Response.of(404), "GET", "/");
        answer(request -> Response.of(503), "GET", "/");
        assertThatThrownBy(() -> answer(
                        request -> {
                            throw new IllegalStateException("on purpose");
                        },
                        "GET",
                        "/"))
                .hasMessage("on purpose");

        assertThat(SDK.getSpans())
                .extracting(span -> span.getStatus().getStatusCode())
                .containsExactly(StatusCode.UNSET, StatusCode.ERROR, StatusCode.ERROR);
        assertThat(SDK.getSpans().get(1).getAttributes().get(stringKey("error.type")))
                .isEqualTo("503");
        assertThat(SDK.getSpans().get(2).getEvents().getFirst().getName()).isEqualTo("exception");
    }

    @Test
    @DisplayName("name methods that nobody knows by what does not grow")
    void unknownMethod() throws Exception {
        answer(request -> Response.of(405), "BREW", "/");

        assertThat(span0().getName()).isEqualTo("HTTP");
        assertThat(span0().getAttributes().get(stringKey("http.request.method")))
                .isEqualTo("_OTHER");
    }

    private static SpanData span0() {
        return SDK.getSpans().getFirst();
    }

    private void answer(Handler handler, String method, String target, String... headers) throws Exception {
        try (Scope scope = Scope.root()) {
            var request = Request.of(method, target, Headers.of(headers), Body.empty(), "r1", scope);
            scope.call(() -> tracing.around(handler).handle(request));
        }
    }
}
