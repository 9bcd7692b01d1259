package io.serval.netty.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.serval.core.Content;
import io.serval.core.Problem;
import io.serval.core.Response;
import io.serval.core.Scope;
import io.serval.core.internal.stream.StreamSource;
import io.serval.netty.NettyServer.Settings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One stream of HTTP/2: has its request answered, and writes the answer. Lives on the loop. */
final class RequestStream implements Responder {
    private static final Logger LOG = System.getLogger(RequestStream.class.getName());

    private final Http2Session session;
    private final int id;
    private final StreamFlow flow;
    private final RequestBody body;
    private final Exchange exchange;
    private final @Nullable Problem refusal;

    /** If it is to become a WebSocket. */
    private final @Nullable SocketStream socket;

    private @Nullable ChannelOutlet outlet;

    /** What is pushed may be ended at any place; a body that is written may not. */
    private boolean pushing;

    private boolean finished;
    private long finishedAt;
    private boolean closed;

    RequestStream(Http2Session session, Http2Stream stream, Http2Head head, boolean ended) {
        this.session = session;
        id = stream.id();
        flow = new StreamFlow(session, stream, this::roomAgain);
        socket = head.isWebSocket() ? new SocketStream(flow, ended, this::finished) : null;
        Settings settings = session.settings();
        boolean bodiless = ended || socket != null;
        body = new RequestBody(
                bodiless ? 0 : head.length(),
                head.awaitsContinue(),
                flow,
                flow.loop(),
                settings.timeouts().body());
        exchange = session.exchange(
                Incoming.of(head, body.toBody(settings.limits().bodyBytes()), session.wire()), body, this);
        refusal = head.refusal(settings.limits());
        if (bodiless) {
            body.complete();
        }
    }

    /** Has the request answered, unless its client has taken it back meanwhile. */
    void start() {
        if (closed) {
            return;
        }
        if (refusal == null) {
            exchange.start();
        } else {
            answer(exchange, refusal.toResponse());
        }
    }

    /** Takes a piece of the body and returns how many bytes of the window may be opened again. */
    int receive(ByteBuf data, int padding, boolean ended) {
        if (socket != null) {
            return socket.receive(data, ended) + padding;
        }
        body.add(data);
        if (ended) {
            body.complete();
        }
        return flow.receive(data.readableBytes()) + padding;
    }

    /** The fields behind a body end the request, whatever they say. */
    void trailers(Http2Headers fields, boolean ended) throws Http2Exception {
        if (!ended
                || fields.iterator().hasNext()
                        && fields.iterator().next().getKey().charAt(0) == ':') {
            throw Http2Exception.streamError(
                    id,
                    Http2Error.PROTOCOL_ERROR,
                    "Malformed request: trailers end the stream and hold no pseudo-header fields (§8.1).");
        }
        if (socket != null) {
            socket.receive(Unpooled.EMPTY_BUFFER, true);
        }
        body.complete();
    }

    @Override
    public void answer(Exchange answered, Response response) {
        if (closed || !answered.answer()) {
            LOG.log(Level.DEBUG, () -> "Nobody waits for the answer to " + answered + " any more.");
            return;
        }
        try {
            write(answered.settled(response));
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, () -> "The answer to " + answered + " cannot be written.", e);
            flow.reset(Http2Error.INTERNAL_ERROR);
        }
    }

    @Override
    public void cancelled(Exchange cancelled) {
        if (closed || (socket != null && socket.isOpen())) {
            return;
        }
        ChannelOutlet pushed = outlet;
        if (pushed == null) {
            cancelled.overruled().ifPresent(response -> answer(cancelled, response));
        } else if (pushing) {
            flow.loop().afterLastWord(() -> pushed.close(0, ""));
        }
    }

    /** The server is stopping: what is pushed is told. */
    void drain() {
        if (pushing) {
            exchange.scope().cancel(Scope.Cause.SHUTDOWN);
        }
        if (socket != null) {
            socket.drain();
        }
    }

    void end() {
        if (socket != null) {
            socket.end();
        }
        if (pushing && outlet != null) {
            outlet.close(0, "");
        }
    }

    void tick(long nanos) {
        if (finished) {
            if (socket == null
                    || nanos - finishedAt
                            > session.settings().timeouts().close().toNanos()) {
                // No more of the request is wanted (RFC 9113 §8.1). Said a moment after the answer, as there are
                // clients
                // that forget an answer which they have not read yet; a socket's client ends the stream itself.
                flow.reset(Http2Error.NO_ERROR);
            }
        } else if (socket != null && socket.isOpen()) {
            socket.tick(nanos);
        } else if (nanos - flow.stalledSince(nanos)
                > session.settings().timeouts().write().toNanos()) {
            LOG.log(Level.DEBUG, () -> exchange + ": its client takes nothing of the response.");
            flow.reset(Http2Error.CANCEL);
        }
    }

    void reset(Http2Error why) {
        flow.reset(why);
    }

    void writabilityChanged() {
        flow.writabilityChanged();
    }

    /** The stream has ended, before its answer has if the client has left. */
    void closed() {
        if (closed) {
            return;
        }
        closed = true;
        flow.close();
        if (socket != null) {
            socket.closed();
        }
        exchange.scope().cancel(Scope.Cause.CLIENT_GONE);
        body.leave();
        if (outlet != null) {
            outlet.hangUp();
        }
        exchange.end();
    }

    private void write(Response response) {
        if (!(response.content() instanceof Content.Stream)) {
            body.abandon();
        }
        switch (response.content()) {
            case Content.Bytes ignored -> writeWhole(response);
            case Content.Stream stream -> stream(response, stream.writer());
            case Content.File file ->
                stream(
                        response.with("Content-Length", Long.toString(file.length())),
                        file.toStream().writer());
            case Content.Push push -> push(response, push.source());
            case Content.WebSocket asked -> upgrade(response, asked);
        }
    }

    private void writeWhole(Response response) {
        byte[] bytes = response.content() instanceof Content.Bytes content ? content.bytes() : new byte[0];
        boolean bodiless = response.status() == 204 || response.status() == 304;
        boolean empty = bodiless || bytes.length == 0 || exchange.incoming().isHead();
        OptionalLong length = bodiless
                ? OptionalLong.empty()
                : OptionalLong.of(ResponseWriter.wholeLength(response, bytes, exchange.incoming()));
        Http2Headers head = head(response, length);
        if (empty) {
            flow.onlyHead(head, this::finished);
        } else {
            exchange.sent(bytes.length);
            flow.head(head);
            flow.end(Unpooled.wrappedBuffer(bytes), this::finished);
        }
    }

    private void stream(Response response, Content.Writer writer) {
        if (response.status() == 204 || response.status() == 304) {
            writeWhole(response);
        } else {
            push(response, new StreamSource(writer, ResponseWriter.length(response), this::fail));
        }
    }

    private void push(Response response, Content.Source source) {
        Http2Headers head = head(response, ResponseWriter.length(response));
        if (exchange.incoming().isHead()) {
            flow.onlyHead(head, this::finished);
            return;
        }
        pushing = response.content() instanceof Content.Push;
        if (pushing) {
            exchange.release();
            exchange.watch();
        }
        flow.head(head);
        var opened = new ChannelOutlet(flow, exchange, PushFraming.BY_LENGTH, this::finished);
        outlet = opened;
        source.start(opened);
        flow.flush();
        // Cancelled before there was anything to end, it would never end.
        if (pushing && (flow.loop().draining() || exchange.scope().cancelled())) {
            opened.close(0, "");
        }
    }

    private void upgrade(Response answer, Content.WebSocket asked) {
        Settings settings = session.settings();
        Incoming incoming = exchange.incoming();
        Optional<Response> refused = Handshake.refusal(incoming, exchange, settings.webSockets(), flow.loop());
        if (socket == null || refused.isPresent()) {
            writeWhole(refused.orElseThrow());
            return;
        }
        Optional<String> extensions = Handshake.extensions(incoming, settings.webSockets());
        Response response = exchange.responds(new Response(200, answer.headers(), Content.NONE));
        flow.head(Http2ResponseHead.ofSocket(
                response.headers(), asked.protocol(), extensions, flow.loop().date()));
        exchange.handOver();
        socket.open(exchange, settings, asked.endpoint(), extensions.isPresent());
    }

    private Http2Headers head(Response answer, OptionalLong length) {
        Response response = exchange.responds(answer);
        return Http2ResponseHead.of(
                response.status(), response.headers(), length, flow.loop().date());
    }

    private void roomAgain() {
        if (outlet != null) {
            outlet.writabilityChanged();
        }
        if (socket != null) {
            socket.writabilityChanged();
        }
    }

    /** The body of the answer breaks off: the client must be able to tell. */
    private void fail(Throwable why) {
        if (!closed) {
            Level level = exchange.scope().cancelled() ? Level.DEBUG : Level.ERROR;
            LOG.log(level, () -> exchange + ": writing the body failed; its stream is cut off.", why);
            flow.reset(Http2Error.INTERNAL_ERROR);
        }
    }

    private void finished() {
        exchange.end();
        finished = true;
        finishedAt = System.nanoTime();
        flow.resume();
    }
}
