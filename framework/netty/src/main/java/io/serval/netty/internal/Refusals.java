package io.serval.netty.internal;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.serval.core.Problem;
import io.serval.core.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is wrong with a request that cannot be served; the connection is closed after each of these. */
final class Refusals {
    /** They would make a tunnel of the connection, and an echo of its header fields (RFC 9110 §9.3.6, §9.3.8). */
    private static final Set<String> NEVER = Set.of("CONNECT", "TRACE");

    private Refusals() {}

    /** Returns the problem of a head that cannot be served, null if it can. */
    static @Nullable Problem ofHead(HttpRequest head) {
        if (head.decoderResult().isFailure()) {
            return of(head.decoderResult().cause());
        }
        String method = head.method().name();
        if (NEVER.contains(method)) {
            return Problem.of(501, "This server does not do " + method + ".");
        }
        String fault = RequestTarget.fault(method, head.uri());
        if (fault != null) {
            return malformed(fault).problem();
        }
        Problem wrongHost = ofHost(head);
        return wrongHost == null ? ofExpectation(head.headers()) : wrongHost;
    }

    /** Returns the problem of what the decoder could not understand. */
    static Problem of(Throwable broken) {
        return broken instanceof ProblemException refused
                ? refused.problem()
                : malformed(String.valueOf(broken.getMessage())).problem();
    }

    /** Returns what the decoder throws at bytes that are no request. */
    static ProblemException malformed(String why) {
        return new ProblemException(Problem.of(400, "This is not an HTTP/1.1 request: " + why + "."));
    }

    static Problem version(String version) {
        return refuse(505, "HTTP Version Not Supported", "This server speaks HTTP/1.1, not " + version + ".");
    }

    /** RFC 9112 §3.2; where the target names the host too, the two must agree, since not all look at the same one. */
    private static @Nullable Problem ofHost(HttpRequest head) {
        List<String> hosts = head.headers().getAll(HttpHeaderNames.HOST);
        boolean missing = hosts.isEmpty() && !head.protocolVersion().equals(HttpVersion.HTTP_1_0);
        if (missing || hosts.size() > 1) {
            return Problem.of(400, "A request must have one Host header, not " + hosts.size() + ".");
        }
        if (hosts.isEmpty()) {
            return null;
        }
        String host = hosts.getFirst();
        if (!Authority.isValid(host)) {
            return Problem.of(400, "The Host header must be a host and, if need be, a port.");
        }
        Optional<String> named = RequestTarget.authority(head.uri());
        if (named.isPresent() && !named.get().equalsIgnoreCase(host)) {
            return Problem.of(400, "The target and the Host header name different hosts.");
        }
        return null;
    }

    /** RFC 9110 §10.1.1. */
    static @Nullable Problem ofExpectation(HttpHeaders headers) {
        boolean known = true;
        for (String expectation : headers.getAll(HttpHeaderNames.EXPECT)) {
            known &= expectation.equalsIgnoreCase("100-continue");
        }
        return known ? null : refuse(417, "Expectation Failed", "The only expectation known here is '100-continue'.");
    }

    private static Problem refuse(int status, String title, String detail) {
        return new Problem(status, title, detail, List.of());
    }
}
