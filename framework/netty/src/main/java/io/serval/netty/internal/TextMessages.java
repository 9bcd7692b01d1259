package io.serval.netty.internal;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Puts text messages together from their fragments (RFC 6455 §5.4). */
final class TextMessages {
    private final int maxBytes;
    private @Nullable ByteArrayOutputStream begun;

    TextMessages(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * Takes the next fragment and returns the message that it completes, or null.
     *
     * @throws CorruptedWebSocketFrameException 1009 if the message is too big, 1007 if it is not UTF-8
     */
    @Nullable
    String add(ByteBuf fragment, boolean last) {
        if (begun == null && last) {
            return text(fragment.nioBuffer());
        }
        if (begun == null) {
            begun = new ByteArrayOutputStream(fragment.readableBytes());
        }
        if (begun.size() + fragment.readableBytes() > maxBytes) {
            throw new CorruptedWebSocketFrameException(
                    WebSocketCloseStatus.MESSAGE_TOO_BIG, "A message may have " + maxBytes + " bytes.");
        }
        try {
            fragment.readBytes(begun, fragment.readableBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("An array in memory cannot fail.", e);
        }
        if (!last) {
            return null;
        }
        var whole = ByteBuffer.wrap(begun.toByteArray());
        begun = null;
        return text(whole);
    }

    private static String text(ByteBuffer utf8) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
        } catch (CharacterCodingException e) {
            throw new CorruptedWebSocketFrameException(
                    WebSocketCloseStatus.INVALID_PAYLOAD_DATA, "A text message must be UTF-8.", e);
        }
    }
}
