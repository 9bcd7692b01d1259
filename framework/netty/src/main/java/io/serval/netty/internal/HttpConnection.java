package io.serval.netty.internal;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.serval.core.Content;
import io.serval.core.Handler;
import io.serval.core.Problem;
import io.serval.core.Response;
import io.serval.core.Scope;
import io.serval.core.internal.stream.StreamSource;
import io.serval.netty.NettyServer.Settings;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A connection that speaks HTTP/1.1: reads a request, has it answered, writes the answer, and so on, in this order. */
final class HttpConnection extends ChannelInboundHandlerAdapter implements Responder, Loop.Member {
    private static final Logger LOG = System.getLogger(HttpConnection.class.getName());

    private final Settings settings;
    private final Handler handler;
    private final Wire wire;
    private final Scope scope;
    private final RequestDecoder decoder;
    private final ResponseWriter writer;
    private @Nullable Exchange exchange;
    private @Nullable RequestBody arriving;
    private @Nullable ChannelOutlet outlet;

    /** What is pushed may be ended at any place; a body that is written may not. */
    private boolean pushing;

    private boolean refused;
    private long heard = System.nanoTime();

    HttpConnection(Settings settings, Handler handler, Wire wire, Scope scope, RequestDecoder decoder) {
        this.settings = settings;
        this.handler = handler;
        this.wire = wire;
        this.scope = scope;
        this.decoder = decoder;
        this.writer = new ResponseWriter(wire);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            // Of a client that has gone, the decoder still reports the request that it cut short.
            if (wire.active() && !refused) {
                read(message);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    /** What has come with the head is at hand, for many a request all of it. */
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (exchange != null && wire.active()) {
            exchange.start();
        }
    }

    @Override
    public void answer(Exchange answered, Response response) {
        if (answered != exchange || !wire.active() || !answered.answer()) {
            LOG.log(Level.DEBUG, () -> "Nobody waits for the answer to " + answered + " any more.");
            return;
        }
        if (!(response.content() instanceof Content.Stream)) {
            answered.body().abandon();
        }
        try {
            write(answered, answered.settled(response));
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, () -> "The answer to " + answered + " cannot be written.", e);
            wire.close();
        }
    }

    @Override
    public void cancelled(Exchange cancelled) {
        if (cancelled != exchange) {
            return;
        }
        ChannelOutlet pushed = outlet;
        if (pushed == null) {
            cancelled.overruled().ifPresent(response -> answer(cancelled, response));
        } else if (pushing && wire.active()) {
            wire.loop().afterLastWord(() -> pushed.close(0, ""));
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        wire.loop().add(this);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        wire.loop().remove(this);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (outlet != null) {
            outlet.writabilityChanged();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (exchange != null) {
            exchange.body().leave();
        }
        if (outlet != null) {
            outlet.hangUp();
        }
        if (exchange != null) {
            exchange.end();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        boolean usual = cause instanceof IOException;
        LOG.log(usual ? Level.DEBUG : Level.ERROR, () -> "Connection " + wire + " is closed.", cause);
        wire.close();
    }

    @Override
    public void tick(long nanos) {
        if (wire.stalled(settings.timeouts().write(), nanos)) {
            LOG.log(Level.DEBUG, () -> "Connection " + wire + " is closed: its client takes nothing.");
            wire.reset();
            return;
        }
        if (exchange != null) {
            return;
        }
        OptionalLong began = decoder.began();
        if (began.isPresent()
                && nanos - began.getAsLong() > settings.timeouts().header().toNanos()) {
            decoder.refuse(Problem.of(
                    408,
                    "The header of a request must have come after "
                            + settings.timeouts().header().toMillis() + " ms."));
        } else if (nanos - heard > settings.timeouts().idle().toNanos()) {
            wire.close();
        }
    }

    @Override
    public void drain() {
        if (pushing && exchange != null) {
            exchange.scope().cancel(Scope.Cause.SHUTDOWN);
        } else if (exchange == null && arriving == null) {
            wire.close();
        } else if (exchange == null) {
            Linger.begin(wire);
        }
    }

    @Override
    public void end() {
        if (pushing && outlet != null) {
            outlet.close(0, "");
        }
    }

    private void read(Object message) {
        heard = System.nanoTime();
        if (message instanceof HttpRequest head) {
            begin(head);
        }
        if (message instanceof HttpContent content && arriving != null) {
            receive(arriving, content);
        }
    }

    private void begin(HttpRequest head) {
        Problem refusal = Refusals.ofHead(head);
        if (refusal != null) {
            var none = new RequestBody(
                    0, false, decoder, wire.loop(), settings.timeouts().body());
            refuse(exchange(head, none), refusal);
            return;
        }
        arriving =
                RequestBody.of(head, decoder, wire.loop(), settings.timeouts().body());
        exchange = exchange(head, arriving);
    }

    private Exchange exchange(HttpRequest head, RequestBody body) {
        var incoming = Incoming.of(head, body.toBody(settings.limits().bodyBytes()), wire);
        return new Exchange(incoming, body, scope.child(), handler, settings, this, wire.loop());
    }

    private void receive(RequestBody body, HttpContent content) {
        Throwable broken = content.decoderResult().cause();
        if (broken != null) {
            refuse(body, Refusals.of(broken));
            return;
        }
        body.add(content.content());
        if (content instanceof LastHttpContent) {
            arriving = null;
            body.complete();
            if (exchange != null) {
                decoder.pause();
                exchange.start();
            }
        }
    }

    private void refuse(RequestBody body, Problem problem) {
        if (exchange == null || exchange.isRunning()) {
            body.refuse(problem);
        } else {
            refuse(exchange, problem);
        }
    }

    private void refuse(Exchange asked, Problem problem) {
        refused = true;
        arriving = null;
        exchange = null;
        writer.whole(problem.toResponse(), asked, true, () -> Linger.begin(wire));
        asked.end();
    }

    private void write(Exchange answered, Response response) {
        Incoming asked = answered.incoming();
        switch (response.content()) {
            case Content.Bytes body -> writeWhole(answered, response);
            case Content.Stream stream -> stream(answered, response, stream.writer());
            case Content.File file ->
                file(answered, response.with("Content-Length", Long.toString(file.length())), file);
            case Content.Push push ->
                push(answered, response, asked.http10() ? PushFraming.UNTIL_CLOSE : PushFraming.CHUNKED, push.source());
            case Content.WebSocket socket -> upgrade(answered, response, socket);
        }
    }

    private void writeWhole(Exchange answered, Response response) {
        boolean close = closes(answered, response);
        writer.whole(response, answered, close, () -> finished(answered, close));
    }

    private void file(Exchange answered, Response response, Content.File file) {
        boolean bodiless = answered.incoming().isHead() || response.status() == 204 || response.status() == 304;
        if (bodiless || !wire.plain() || !OpenedFile.possible(file)) {
            stream(answered, response, file.toStream().writer());
        } else {
            // Off the loop, as a disk may be slow.
            Thread.ofVirtual().name("serval-file").start(() -> {
                OpenedFile opened = OpenedFile.of(file);
                wire.loop().run(() -> send(answered, response, opened));
            });
        }
    }

    private void send(Exchange answered, Response response, OpenedFile opened) {
        if (answered != exchange || !wire.active()) {
            opened.close();
            return;
        }
        switch (opened) {
            case OpenedFile.Read(byte[] bytes) ->
                writeWhole(answered, new Response(response.status(), response.headers(), new Content.Bytes(bytes)));
            case OpenedFile.Open file -> {
                boolean close = closes(answered, response);
                writer.file(response, file.length(), answered, close);
                file.send(wire, () -> finished(answered, close));
            }
            case OpenedFile.Failed(Exception why) -> {
                LOG.log(Level.ERROR, () -> answered + ": the file that answers it cannot be read.", why);
                writeWhole(answered, answered.problem(500, ""));
            }
        }
    }

    private void stream(Exchange answered, Response response, Content.Writer writer) {
        OptionalLong length = ResponseWriter.length(response);
        PushFraming framing = length.isPresent()
                ? PushFraming.BY_LENGTH
                : answered.incoming().http10() ? PushFraming.UNTIL_CLOSE : PushFraming.CHUNKED;
        var source = new StreamSource(writer, length, why -> fail(answered, why));
        if (response.status() == 204 || response.status() == 304) {
            writeWhole(answered, response);
        } else {
            push(answered, response, framing, source);
        }
    }

    /** The body of the answer breaks off: the client must be able to tell. */
    private void fail(Exchange answered, Throwable why) {
        if (answered == exchange) {
            Level level = answered.scope().cancelled() ? Level.DEBUG : Level.ERROR;
            LOG.log(level, () -> answered + ": writing the body failed; its connection is cut off.", why);
            if (answered.incoming().http10()) {
                wire.reset();
            } else {
                wire.close();
            }
        }
    }

    private void push(Exchange answered, Response response, PushFraming framing, Content.Source source) {
        Incoming asked = answered.incoming();
        boolean close = closes(answered, response) || framing == PushFraming.UNTIL_CLOSE;
        if (asked.isHead()) {
            writer.headOnly(response, answered, close, () -> finished(answered, close));
            return;
        }
        writer.pushed(response, framing, answered, close);
        var opened = new ChannelOutlet(wire, answered, framing, () -> finished(answered, close));
        outlet = opened;
        pushing = response.content() instanceof Content.Push;
        if (pushing) {
            answered.release();
            answered.watch();
        }
        source.start(opened);
        wire.flush();
        // Cancelled before there was anything to end, it would never end.
        if (pushing && (wire.loop().draining() || answered.scope().cancelled())) {
            opened.close(0, "");
        }
    }

    private void upgrade(Exchange answered, Response response, Content.WebSocket socket) {
        Optional<Response> refusal =
                Handshake.refusal(answered.incoming(), answered, settings.webSockets(), wire.loop());
        if (refusal.isPresent()) {
            writeWhole(answered, refusal.get());
            return;
        }
        Optional<String> extensions = Handshake.extensions(answered.incoming(), settings.webSockets());
        writer.switched(response, socket, extensions, answered);
        answered.handOver();
        exchange = null;
        var session = new SocketSession(wire, answered, settings, extensions.isPresent());
        var connection = new SocketConnection(session, wire);
        wire.pipeline().replace(this, null, connection);
        wire.reading(true);
        session.open(socket.endpoint());
        // Last, because what the client has sent behind its request goes to the handler that follows.
        wire.pipeline().remove(decoder);
    }

    /** The answer has been handed over: goes on with the next request, or closes. */
    private void finished(Exchange answered, boolean close) {
        answered.body().abandon();
        answered.end();
        exchange = null;
        outlet = null;
        pushing = false;
        if (close || wire.loop().draining()) {
            Linger.begin(wire);
        } else {
            heard = System.nanoTime();
            if (arriving == null) {
                decoder.resume();
            }
        }
    }

    /** Whether the connection ends with this answer; one whose handler may still be at work, or its client sending, does. */
    private boolean closes(Exchange answered, Response response) {
        return !answered.incoming().keepAlive()
                || !answered.body().discardable()
                || answered.scope().cancelled()
                || wire.loop().draining()
                || (response.headers().contains("Connection")
                        && response.headers().all("Connection").stream().anyMatch("close"::equalsIgnoreCase));
    }
}
