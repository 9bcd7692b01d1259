package io.serval.netty.internal;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.serval.core.Body;
import io.serval.core.Response;
import io.serval.netty.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Puts requests together, one after the other: a head and the pieces of its body, up to the limit. */
final class RequestReader {
    private final Limits limits;
    private @Nullable HttpRequest head;
    private @Nullable ByteArrayOutputStream body;

    RequestReader(Limits limits) {
        this.limits = limits;
    }

    /** Whether a head has arrived and the end of its body has not. */
    boolean reading() {
        return head != null;
    }

    /** Whether the client waits for a 100 before it sends the body. */
    boolean awaitsContinue() {
        return head != null && HttpUtil.is100ContinueExpected(head);
    }

    /** Takes a head. Returns the answer if the request is refused, null if it may go on. */
    @Nullable
    Response begin(HttpRequest next) {
        head = next;
        return Refusals.ofHead(next, limits);
    }

    /** Takes a piece of the body. Returns the answer if the request is refused, null if it may go on. */
    @Nullable
    Response add(HttpContent content) {
        Throwable broken = content.decoderResult().cause();
        if (broken != null) {
            return Refusals.malformed(broken, limits);
        }
        int more = content.content().readableBytes();
        if (more == 0) {
            return null;
        }
        if (body == null) {
            body = new ByteArrayOutputStream(more);
        }
        if (body.size() + more > limits.bodyBytes()) {
            return Refusals.tooLarge(limits);
        }
        try {
            content.content().readBytes(body, more);
        } catch (IOException e) {
            throw new UncheckedIOException("An array in memory cannot fail.", e);
        }
        return null;
    }

    /** Returns the request, whose last piece has arrived, and is ready for the next. */
    Incoming end() {
        HttpRequest read = head;
        if (read == null) {
            throw new IllegalStateException("No request has begun.");
        }
        var whole = new Incoming(
                read.method().name(),
                read.uri(),
                read.headers(),
                body == null ? Body.empty() : Body.of(body.toByteArray()),
                read.protocolVersion().equals(HttpVersion.HTTP_1_0),
                HttpUtil.isKeepAlive(read));
        head = null;
        body = null;
        return whole;
    }
}
