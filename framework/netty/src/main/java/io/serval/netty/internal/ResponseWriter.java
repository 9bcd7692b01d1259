package io.serval.netty.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.serval.core.Content;
import io.serval.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes responses to a channel, with the header fields that frame them (RFC 9110 §8.6, RFC 9112 §6 and §9). */
final class ResponseWriter {
    /** A body of up to this size is copied behind its head, to leave in one piece. */
    private static final int COPIED = 8 * 1024;

    private static final byte[] NOTHING = {};

    private final Wire wire;

    ResponseWriter(Wire wire) {
        this.wire = wire;
    }

    /** Sends the response with the body that it has at hand, if any; a HEAD gets the same head and no body. */
    void whole(Response answer, Exchange exchange, boolean close, Runnable sent) {
        Response response = exchange.responds(answer);
        byte[] body = response.content() instanceof Content.Bytes content ? content.bytes() : NOTHING;
        Incoming asked = exchange.incoming();
        List<String> own = connection(response, asked, close);
        boolean bodiless = response.status() == 204 || response.status() == 304;
        if (!bodiless) {
            own.add("Content-Length");
            own.add(Long.toString(wholeLength(response, body, asked)));
        }
        ByteBuf head = head(response, own, body.length <= COPIED ? body.length : 0);
        if (bodiless || asked.isHead() || body.length == 0) {
            wire.send(head, sent);
            return;
        }
        exchange.sent(body.length);
        if (body.length <= COPIED) {
            wire.send(head.writeBytes(body), sent);
        } else {
            wire.write(head);
            wire.send(Unpooled.wrappedBuffer(body), sent);
        }
    }

    /** Writes the head of a response whose body is pushed in this framing. */
    void pushed(Response answer, PushFraming framing, Exchange exchange, boolean close) {
        Response response = exchange.responds(answer);
        List<String> own = connection(response, exchange.incoming(), close);
        if (framing == PushFraming.CHUNKED) {
            own.addAll(List.of("Transfer-Encoding", "chunked"));
        }
        addLength(response, own);
        if (response.content() instanceof Content.Push) {
            wire.writeShared(headOfMessages(response, own));
        } else {
            wire.write(head(response, own, 0));
        }
    }

    /** Writes the head of a response whose body, of the length that it states, follows by other ways. */
    void file(Response response, long length, Exchange exchange, boolean close) {
        pushed(response, PushFraming.BY_LENGTH, exchange, close);
        exchange.sent(length);
    }

    /** Sends a head that nothing follows. */
    void headOnly(Response answer, Exchange exchange, boolean close, Runnable sent) {
        Response response = exchange.responds(answer);
        List<String> own = connection(response, exchange.incoming(), close);
        addLength(response, own);
        wire.send(head(response, own, 0), sent);
    }

    /** Writes the head that makes the connection a WebSocket. */
    void switched(Response response, Content.WebSocket socket, Optional<String> extensions, Exchange exchange) {
        String accept = Handshake.accept(exchange.incoming());
        Response switching =
                exchange.responds(new Response(101, response.headers().with("Upgrade", "websocket"), Content.NONE));
        var own = new ArrayList<>(List.of("Connection", "upgrade", "Sec-WebSocket-Accept", accept));
        socket.protocol().ifPresent(protocol -> own.addAll(List.of("Sec-WebSocket-Protocol", protocol)));
        extensions.ifPresent(agreed -> own.addAll(List.of("Sec-WebSocket-Extensions", agreed)));
        wire.writeShared(headOfMessages(switching, own));
    }

    /**
     * Returns the length that the response states of a body that is not at hand.
     *
     * @throws IllegalArgumentException if it states nonsense
     */
    static OptionalLong length(Response response) {
        if (response.content() instanceof Content.Push) {
            return OptionalLong.empty();
        }
        return response.headers()
                .first("Content-Length")
                .map(length -> OptionalLong.of(Math.max(0, Long.parseLong(length))))
                .orElse(OptionalLong.empty());
    }

    private static void addLength(Response response, List<String> own) {
        length(response).ifPresent(length -> own.addAll(List.of("Content-Length", Long.toString(length))));
    }

    private ByteBuf head(Response response, List<String> own, int room) {
        HeadBytes bytes = headBytes(response, own);
        ByteBuf head = wire.memory().buffer(bytes.length() + room);
        bytes.writeTo(head);
        return head;
    }

    /** Returns a head to write as messages for many are: it leaves by one call with those that follow at once. */
    private ByteBuf headOfMessages(Response response, List<String> own) {
        HeadBytes bytes = headBytes(response, own);
        ByteBuf head = Unpooled.buffer(bytes.length());
        bytes.writeTo(head);
        return head;
    }

    private HeadBytes headBytes(Response response, List<String> own) {
        HeadBytes bytes = wire.loop().headBytes();
        ResponseHead.write(
                bytes, response.status(), response.headers(), wire.loop().date(), own);
        return bytes;
    }

    /** Returns the length to state of a body at hand. The handler of a HEAD may know it without having the body. */
    static long wholeLength(Response response, byte[] body, Incoming asked) {
        OptionalLong stated = asked.isHead() && body.length == 0 ? length(response) : OptionalLong.empty();
        return stated.orElse(body.length);
    }

    private static List<String> connection(Response response, Incoming asked, boolean close) {
        String kept = close ? "close" : asked.http10() ? "keep-alive" : "";
        boolean upgrades = response.headers().contains("Upgrade");
        var own = new ArrayList<String>(4);
        if (upgrades || !kept.isEmpty()) {
            own.add("Connection");
            own.add(!upgrades ? kept : kept.isEmpty() ? "upgrade" : kept + ", upgrade");
        }
        return own;
    }
}
