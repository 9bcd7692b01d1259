package io.serval.netty.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.serval.core.Body;
import io.serval.core.Problem;
import java.time.Duration;

/**
 * The body of one request, as the loop sees it: fills the pipe that the handler reads from, holds the client back while
 * that is full, and throws away what the handler left unread. Lives on the loop.
 */
final class RequestBody {
    /** So much that is still to come is read for the sake of the connection; for more, a new one is cheaper. */
    private static final int DISCARDED = 64 * 1024;

    /** Of a request without a body: nothing ever comes by it. */
    private static final BodyPipe NOTHING = new BodyPipe(Duration.ZERO, () -> {}, () -> {});

    static {
        NOTHING.complete();
    }

    /** Where nothing comes from any more. */
    private static final Inflow DRY = new Inflow() {
        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void sendContinue() {}
    };

    /** Of which nothing comes and nobody asks any more. */
    static final RequestBody GONE = new RequestBody();

    /** The length of a body that its header does not tell. */
    static final long UNKNOWN = -1;

    private final Inflow inflow;
    private final long length;
    private final BodyPipe pipe;
    private boolean awaitsContinue;
    private long arrived;
    private boolean complete;
    private boolean abandoned;

    /**
     * Creates a body of which nothing has arrived.
     *
     * @param length how many bytes the header says it has, or {@link #UNKNOWN}
     * @param awaitsContinue whether the client sends it only when it is told to
     * @param patience how long its reader waits for the next piece
     */
    RequestBody(long length, boolean awaitsContinue, Inflow inflow, Loop loop, Duration patience) {
        this.length = length;
        this.awaitsContinue = awaitsContinue;
        this.inflow = inflow;
        Runnable starved = awaitsContinue ? () -> loop.run(this::sendContinue) : () -> {};
        pipe = length == 0 ? NOTHING : new BodyPipe(patience, starved, () -> loop.run(this::goOn));
    }

    private RequestBody() {
        length = 0;
        inflow = DRY;
        pipe = NOTHING;
        complete = true;
    }

    /** Returns the body of a request of HTTP/1.1. */
    static RequestBody of(HttpRequest head, Inflow inflow, Loop loop, Duration patience) {
        long length = HttpUtil.isTransferEncodingChunked(head) ? UNKNOWN : HttpUtil.getContentLength(head, 0L);
        return new RequestBody(length, HttpUtil.is100ContinueExpected(head), inflow, loop, patience);
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
            inflow.pause();
        }
    }

    /** All of it has arrived. */
    void complete() {
        complete = true;
        pipe.complete();
    }

    /** How many bytes of it have arrived. */
    long arrived() {
        return arrived;
    }

    boolean isComplete() {
        return complete;
    }

    /** The rest cannot be understood. */
    void refuse(Problem problem) {
        inflow.pause();
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
            inflow.resume();
        } else {
            inflow.pause();
        }
    }

    /** Whether so little is left that the connection can go on behind it. */
    boolean discardable() {
        return complete || (length != UNKNOWN && length - arrived <= DISCARDED && !awaitsContinue && !pipe.refused());
    }

    private void sendContinue() {
        if (awaitsContinue && !abandoned) {
            awaitsContinue = false;
            inflow.sendContinue();
        }
    }

    private void goOn() {
        if (!complete && !abandoned && !pipe.refused()) {
            inflow.resume();
        }
    }
}
