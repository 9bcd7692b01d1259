package io.serval.netty.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.serval.core.Body;
import io.serval.core.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The body of one request, as the loop sees it: fills the pipe that the handler reads from, holds the client back while
 * that is full, and throws away what the handler left unread. Lives on the loop.
 */
final class RequestBody {
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** So much that is still to come is read for the sake of the connection; for more, a new one is cheaper. */
    private static final int DISCARDED = 64 * 1024;

    private static final long UNKNOWN = -1;

    private final Wire wire;
    private final RequestDecoder decoder;
    private final long length;
    private final BodyPipe pipe;
    private boolean awaitsContinue;
    private long arrived;
    private boolean complete;
    private boolean abandoned;

    RequestBody(HttpRequest head, Wire wire, RequestDecoder decoder, Duration patience) {
        this.wire = wire;
        this.decoder = decoder;
        length = HttpUtil.isTransferEncodingChunked(head) ? UNKNOWN : HttpUtil.getContentLength(head, 0L);
        awaitsContinue = HttpUtil.is100ContinueExpected(head);
        Runnable starved = awaitsContinue ? () -> wire.loop().run(this::sendContinue) : () -> {};
        pipe = new BodyPipe(patience, starved, () -> wire.loop().run(this::goOn));
    }

    /** Returns the body as handlers see it. */
    Body toBody(long limit) {
        if (length == 0) {
            return Body.empty();
        }
        var stream = new BodyStream(pipe);
        return length == UNKNOWN ? Body.of(stream, limit) : Body.of(stream, length, limit);
    }

    /** Takes what has arrived of it. */
    void add(ByteBuf piece) {
        int more = piece.readableBytes();
        if (more == 0) {
            return;
        }
        arrived += more;
        awaitsContinue = false;
        if (!abandoned && !pipe.add(ByteBufUtil.getBytes(piece))) {
            decoder.pause();
        }
    }

    /** All of it has arrived. */
    void complete() {
        complete = true;
        pipe.complete();
    }

    boolean isComplete() {
        return complete;
    }

    /** The rest cannot be understood. */
    void refuse(Problem problem) {
        decoder.pause();
        pipe.refuse(problem);
    }

    /** The client has left. */
    void leave() {
        pipe.drop("The client left after " + arrived + " bytes of the body.");
    }

    /** The answer goes out: nobody needs what is left. */
    void abandon() {
        abandoned = true;
        pipe.drop("The request has been answered; its body cannot be read any more.");
        if (!complete && discardable()) {
            decoder.resume(wire);
        } else {
            decoder.pause();
        }
    }

    /** Whether so little is left that the connection can go on behind it. */
    boolean discardable() {
        return complete || (length != UNKNOWN && length - arrived <= DISCARDED && !awaitsContinue && !pipe.refused());
    }

    private void sendContinue() {
        if (awaitsContinue && !abandoned && wire.active()) {
            awaitsContinue = false;
            wire.send(Unpooled.wrappedBuffer(CONTINUE), () -> {});
        }
    }

    private void goOn() {
        if (!complete && !abandoned && !pipe.refused()) {
            decoder.resume(wire);
        }
    }
}
