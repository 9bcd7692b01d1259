package io.serval.netty.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.serval.core.Problem;
import io.serval.core.ProblemException;
import io.serval.netty.Limits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one request at a time, by the letter of RFC 9112: what could be read in two ways is refused, since others on the
 * way may have read it in the other one. While a request is being answered the bytes of the next ones wait, and while its
 * body is not being read those of the body, a bounded number of them; reading goes on until then, because without epoll
 * only a read notices that the client has left.
 *
 * <p>A request that cannot be understood is reported as one whose decoder result is a {@link ProblemException}; nothing
 * comes after it. Trailer fields are checked and dropped.
 */
final class RequestDecoder extends ByteToMessageDecoder implements Inflow {
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_WAITING = 64 * 1024;
    private static final int MAX_PIECE = 8 * 1024;

    /** What is to come next. */
    private enum Next {
        REQUEST_LINE,
        FIELD,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILER,
        NOTHING
    }

    private final Limits limits;
    private final Wire wire;
    private Next next = Next.REQUEST_LINE;
    private @Nullable RequestHead head;
    private @Nullable FieldLines trailers;
    private long left;
    private int extensions;
    private boolean emptyLine;
    private boolean paused;
    private boolean begun;
    private long began;

    RequestDecoder(Limits limits, Wire wire) {
        this.limits = limits;
        this.wire = wire;
    }

    /** Leaves what follows undecoded. */
    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
        wire.reading(true);
        if (actualReadableBytes() > 0) {
            ChannelHandlerContext ctx = wire.pipeline().context(this);
            // Not at once: the caller may have been called by decode.
            ctx.executor().execute(() -> decodeWaiting(ctx));
        }
    }

    @Override
    public void sendContinue() {
        if (wire.active()) {
            wire.send(Unpooled.wrappedBuffer(CONTINUE), () -> {});
        }
    }

    /** When the head that is arriving began to, by {@link System#nanoTime}; empty while none is. */
    OptionalLong began() {
        return begun ? OptionalLong.of(began) : OptionalLong.empty();
    }

    /** Reports that it waits no longer for the rest of the head. */
    void refuse(Problem problem) {
        begun = false;
        wire.pipeline().context(this).fireChannelRead(broken(new ProblemException(problem)));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object input) throws Exception {
        super.channelRead(ctx, input);
        if (paused && actualReadableBytes() > MAX_WAITING) {
            ctx.channel().config().setAutoRead(false);
        }
    }

    /** Unlike the one it replaces, asks for no more bytes when there was no message: if reading is off, it is meant to be. */
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        discardSomeReadBytes();
        ctx.fireChannelReadComplete();
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (paused) {
            return;
        }
        try {
            boolean more = true;
            while (more && out.isEmpty()) {
                more = step(in, out);
            }
        } catch (ProblemException e) {
            out.add(broken(e));
            in.skipBytes(in.readableBytes());
        }
        noteBeginning(in, out.isEmpty());
    }

    /** Takes one part of the request; false if it has not arrived yet. */
    private boolean step(ByteBuf in, List<Object> out) {
        return switch (next) {
            case REQUEST_LINE -> requestLine(in);
            case FIELD -> field(in, out);
            case BODY, CHUNK -> body(in, out);
            case CHUNK_SIZE -> chunkSize(in);
            case CHUNK_END -> chunkEnd(in);
            case TRAILER -> trailer(in, out);
            case NOTHING -> {
                in.skipBytes(in.readableBytes());
                yield false;
            }
        };
    }

    private boolean requestLine(ByteBuf in) {
        byte[] line = Lines.take(
                in,
                limits.lineBytes(),
                () -> Problem.of(414, "The request line may have " + limits.lineBytes() + " bytes."));
        if (line == null) {
            return false;
        }
        if (line.length > 0) {
            head = RequestHead.of(line, limits);
            next = Next.FIELD;
        } else if (emptyLine) {
            throw Refusals.malformed("only one empty line may come before a request");
        }
        emptyLine = true;
        return true;
    }

    private boolean field(ByteBuf in, List<Object> out) {
        RequestHead arriving = head;
        if (arriving == null) {
            throw new IllegalStateException("There are fields, but no request line.");
        }
        byte[] line = Lines.take(in, arriving.lines().room(), arriving.lines()::tooLong);
        if (line == null) {
            return false;
        }
        if (line.length > 0) {
            arriving.lines().add(line);
            return true;
        }
        left = arriving.bodyLength();
        head = null;
        out.add(arriving.request());
        if (left == 0) {
            last(LastHttpContent.EMPTY_LAST_CONTENT, out);
        } else {
            next = left == RequestHead.CHUNKED ? Next.CHUNK_SIZE : Next.BODY;
        }
        return true;
    }

    private boolean body(ByteBuf in, List<Object> out) {
        int size = (int) Math.min(Math.min(in.readableBytes(), MAX_PIECE), left);
        if (size == 0) {
            return false;
        }
        left -= size;
        ByteBuf piece = in.readRetainedSlice(size);
        if (left == 0 && next == Next.BODY) {
            last(new DefaultLastHttpContent(piece), out);
            return true;
        }
        out.add(new DefaultHttpContent(piece));
        if (left == 0) {
            next = Next.CHUNK_END;
        }
        return true;
    }

    private boolean chunkSize(ByteBuf in) {
        int room = limits.headerBytes() - extensions;
        byte[] line = Lines.take(in, ChunkSize.MAX_DIGITS + room, this::tooManyExtensions);
        if (line == null) {
            return false;
        }
        extensions += ChunkSize.extensions(line);
        if (extensions > limits.headerBytes()) {
            throw new ProblemException(tooManyExtensions());
        }
        left = ChunkSize.of(line);
        next = left == 0 ? Next.TRAILER : Next.CHUNK;
        return true;
    }

    private boolean chunkEnd(ByteBuf in) {
        byte[] line = Lines.take(
                in,
                0,
                () -> Refusals.malformed("a chunk must be followed by CR LF").problem());
        if (line == null) {
            return false;
        }
        next = Next.CHUNK_SIZE;
        return true;
    }

    private boolean trailer(ByteBuf in, List<Object> out) {
        FieldLines arriving = trailers == null ? new FieldLines(limits) : trailers;
        trailers = arriving;
        byte[] line = Lines.take(in, arriving.room(), arriving::tooLong);
        if (line == null) {
            return false;
        }
        if (line.length > 0) {
            arriving.add(line);
        } else {
            last(LastHttpContent.EMPTY_LAST_CONTENT, out);
        }
        return true;
    }

    private void last(LastHttpContent content, List<Object> out) {
        out.add(content);
        next = Next.REQUEST_LINE;
        trailers = null;
        extensions = 0;
        emptyLine = false;
    }

    private HttpObject broken(ProblemException why) {
        boolean inHead = next == Next.REQUEST_LINE || next == Next.FIELD;
        next = Next.NOTHING;
        if (inHead) {
            HttpRequest request = head == null
                    ? new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.valueOf("UNKNOWN"), "")
                    : head.request();
            request.setDecoderResult(DecoderResult.failure(why));
            return request;
        }
        var content = new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER);
        content.setDecoderResult(DecoderResult.failure(why));
        return content;
    }

    private Problem tooManyExtensions() {
        return Problem.of(400, "The chunks of a body may have extensions of " + limits.headerBytes() + " bytes.");
    }

    private void noteBeginning(ByteBuf in, boolean incomplete) {
        boolean arriving = incomplete && (next == Next.FIELD || (next == Next.REQUEST_LINE && in.isReadable()));
        if (arriving && !begun) {
            began = System.nanoTime();
        }
        begun = arriving;
    }

    private void decodeWaiting(ChannelHandlerContext ctx) {
        if (ctx.isRemoved()) {
            return;
        }
        try {
            channelRead(ctx, Unpooled.EMPTY_BUFFER);
            channelReadComplete(ctx);
        } catch (Exception e) {
            ctx.fireExceptionCaught(e);
        }
    }
}
