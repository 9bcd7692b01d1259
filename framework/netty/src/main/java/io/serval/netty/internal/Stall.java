package io.serval.netty.internal;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a client takes nothing of what waits for it. Looks only at the message that is being sent: those behind it
 * may become more without any having been taken. While nothing waits, nobody can be too slow.
 */
final class Stall {
    private final Channel channel;
    private @Nullable Object message;
    private long progress;
    private long since;

    Stall(Channel channel) {
        this.channel = channel;
    }

    /** Whether nothing has been taken for so long; asked every now and then. */
    boolean lasts(Duration atMost, long now) {
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        Object current = waiting == null ? null : waiting.current();
        if (waiting == null || current == null) {
            message = null;
            return false;
        }
        if (current != message || waiting.currentProgress() != progress) {
            message = current;
            progress = waiting.currentProgress();
            since = now;
            return false;
        }
        return now - since > atMost.toNanos();
    }
}
