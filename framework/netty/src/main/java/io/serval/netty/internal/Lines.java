package io.serval.netty.internal;

import io.netty.buffer.ByteBuf;
import io.serval.core.Problem;
import io.serval.core.ProblemException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes the lines of a request from what has arrived. A line ends with CR LF: that a recipient may take a lone LF for it
 * (RFC 9112 §2.2) is what request smuggling is made of.
 */
final class Lines {
    private static final byte CR = '\r';
    private static final byte LF = '\n';

    private Lines() {}

    /**
     * Takes the next line without its end; null if it has not arrived completely. What it says of a line depends on the
     * line's bytes alone, not on how many of those behind it are there.
     *
     * @param most how many bytes the line may have
     */
    static byte @Nullable [] take(ByteBuf in, int most, Supplier<Problem> tooLong) {
        int from = in.readerIndex();
        int within = (int) Math.min(in.readableBytes(), most + 2L);
        int end = in.indexOf(from, from + within, LF);
        if (end < 0 && within < most + 2L) {
            return null;
        }
        if (end < 0) {
            throw new ProblemException(tooLong.get());
        }
        if (end == from || in.getByte(end - 1) != CR) {
            throw Refusals.malformed("a line must end with CR LF, not with LF alone");
        }
        byte[] line = new byte[end - 1 - from];
        in.readBytes(line).skipBytes(2);
        return line;
    }
}
