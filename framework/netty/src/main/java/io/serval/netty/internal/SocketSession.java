package io.serval.netty.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.serval.core.Content;
import io.serval.core.Scope;
import io.serval.netty.NettyServer.Settings;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The server's end of a WebSocket (RFC 6455), whatever it runs on: hears its client, answers pings, and ends it with the right
 * code. Lives on the loop.
 */
final class SocketSession implements FrameDecoder.Control, SocketOutlet.Owner {
    private static final Logger LOG = System.getLogger(SocketSession.class.getName());
    private static final int GOING_AWAY = 1001;
    private static final int NO_CODE = 1005;
    private static final int LOST = 1006;
    private static final int FAILED = 1011;

    /** How long the last words may take that an application has for a client which has closed. */
    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    private final SocketCarrier carrier;
    private final Exchange exchange;
    private final Settings settings;
    private final SocketOutlet outlet;
    private final SocketMessages messages;
    private final @Nullable InflatedMessages inflated;
    private final FrameDecoder decoder;
    private final FrameRate rate;
    private final Heartbeat heartbeat;

    /** What has come while nobody listens: as much as was under way. */
    private @Nullable Queue<ByteBuf> unheard;

    private boolean listening = true;
    private boolean decoding;

    /** Nothing that comes matters any more. */
    private boolean over;

    /** Why nothing more comes from the client. Until it has its answer, the application may have last words. */
    private @Nullable Goodbye goodbye;

    private byte @Nullable [] owedPong;

    /** The client's close frame, with nothing to answer but its code, or the rule that it broke. */
    private record Goodbye(int code, String reason, String answer) {
        /** Returns the answer to it. */
        ByteBuf answer(ByteBufAllocator memory) {
            return code == NO_CODE ? SocketFraming.closeWithoutCode(memory) : SocketFraming.close(memory, code, answer);
        }

        static Goodbye of(byte[] payload) {
            if (payload.length == 0) {
                return new Goodbye(NO_CODE, "", "");
            }
            if (payload.length == 1) {
                throw SocketFault.protocol("A close frame must begin with a code of two bytes.");
            }
            int code = ByteBuffer.wrap(payload).getShort() & 0xffff;
            if (!SocketFraming.isCode(code)) {
                throw SocketFault.protocol("A client must not close with " + code + ".");
            }
            byte[] reason = Arrays.copyOfRange(payload, Short.BYTES, payload.length);
            var utf8 = new Utf8();
            if (!utf8.accepts(reason) || !utf8.isWhole()) {
                throw new SocketFault(SocketFault.INVALID, "The reason of a close frame must be UTF-8.");
            }
            return new Goodbye(code, new String(reason, StandardCharsets.UTF_8), "");
        }
    }

    /**
     * Creates a session that is not open yet.
     *
     * @param compressed whether permessage-deflate was agreed on
     */
    SocketSession(SocketCarrier carrier, Exchange exchange, Settings settings, boolean compressed) {
        this.carrier = carrier;
        this.exchange = exchange;
        this.settings = settings;
        outlet = new SocketOutlet(carrier, exchange, this, compressed);
        messages = new SocketMessages(settings.limits().messageBytes());
        inflated = compressed ? new InflatedMessages(messages, this::listening) : null;
        decoder = inflated == null
                ? new FrameDecoder(0, messages, this)
                : new FrameDecoder(FrameDecoder.RSV1, inflated, this);
        rate = new FrameRate(settings.limits().frames());
        heartbeat = new Heartbeat(settings.timeouts(), carrier.loop().tick());
    }

    /** Lets the endpoint say its first words. */
    void open(Content.Endpoint endpoint) {
        // Before the endpoint can: the oldest callback runs last.
        exchange.scope().onCancel(() -> carrier.loop().run(this::cancelled));
        try {
            messages.listener(
                    Objects.requireNonNull(endpoint.open(outlet), "The endpoint returned null, not a listener."));
        } catch (RuntimeException e) {
            failed(e);
        }
        carrier.flush();
    }

    /** Takes bytes of the client, and releases them. */
    void receive(ByteBuf bytes) {
        heartbeat.heard(System.nanoTime());
        if (unheard == null) {
            decode(bytes);
        } else {
            unheard.add(bytes);
        }
    }

    /** All that is at hand has been received. */
    void received() {
        carrier.flush();
    }

    /** The client takes more, or no more. */
    void writabilityChanged() {
        byte[] payload = owedPong;
        if (payload != null && carrier.writable()) {
            owedPong = null;
            pong(payload);
            carrier.flush();
        }
        outlet.writabilityChanged();
    }

    /** The client has gone. */
    void lost() {
        forgetUnheard();
        if (outlet.isOpen()) {
            outlet.shut();
            closed(LOST, "");
        }
        exchange.scope().cancel(Scope.Cause.CLIENT_GONE);
        exchange.end();
    }

    /** Whether nothing more comes from the client, and its answer is still to come. */
    boolean owesAnswer() {
        return goodbye != null && outlet.isOpen();
    }

    /** Something has failed: the connection, the client, or the application. */
    void failed(Throwable cause) {
        switch (cause) {
            case SocketFault fault -> endOf(new Goodbye(fault.code(), fault.reason(), fault.reason()));
            case IOException ignored -> {
                LOG.log(Level.DEBUG, () -> exchange + " lost its connection.", cause);
                carrier.cut();
            }
            default -> {
                LOG.log(Level.ERROR, () -> exchange + " failed.", cause);
                fail();
            }
        }
    }

    void tick(long nanos) {
        if (carrier.stalled(settings.timeouts().write(), nanos)) {
            LOG.log(Level.DEBUG, () -> exchange + " is closed: its client takes nothing.");
            carrier.cut();
            return;
        }
        switch (heartbeat.beat(nanos, outlet.isOpen(), listening)) {
            case QUIET -> {}
            case PING -> carrier.send(SocketFraming.ping(carrier.memory()), () -> {});
            case DEAD -> {
                LOG.log(Level.DEBUG, () -> exchange + " is silent for too long and taken for dead.");
                carrier.cut();
            }
        }
    }

    void drain() {
        exchange.scope().cancel(Scope.Cause.SHUTDOWN);
    }

    void end() {
        outlet.close(GOING_AWAY, "The server is stopping.");
    }

    @Override
    public void close(int code, String reason) {
        ByteBuf frame = SocketFraming.close(carrier.memory(), code, reason);
        if (goodbye != null) {
            frame.release();
            answer();
            return;
        }
        outlet.shut();
        closed(code, reason);
        carrier.send(frame, exchange::end);
        // The client's answer is still to be heard, behind all that it has sent.
        reading(true);
    }

    @Override
    public void reading(boolean wanted) {
        if (listening != wanted && !over) {
            listening = wanted;
            carrier.reading(wanted);
            if (wanted) {
                heartbeat.heard(System.nanoTime());
                hearUnheard();
            }
        }
    }

    @Override
    public int messageBytes() {
        return settings.limits().messageBytes();
    }

    @Override
    public boolean listening() {
        return listening && goodbye == null && !over;
    }

    @Override
    public void frame() {
        rate.count();
    }

    @Override
    public void control(int opcode, byte[] payload) {
        switch (opcode) {
            case FrameDecoder.CLOSE -> endOf(Goodbye.of(payload));
            case FrameDecoder.PING -> pong(payload);
            default -> {
                // A pong: that something was heard is all that it says.
            }
        }
    }

    private void decode(ByteBuf bytes) {
        decoding = true;
        try {
            decoder.decode(bytes);
        } catch (RuntimeException e) {
            failed(e);
        } finally {
            decoding = false;
        }
        if (!bytes.isReadable() || goodbye != null || over) {
            bytes.release();
            return;
        }
        if (unheard == null) {
            unheard = new ArrayDeque<>(2);
        }
        unheard.add(bytes);
    }

    private void hearUnheard() {
        if (decoding) {
            return;
        }
        Queue<ByteBuf> waiting = unheard;
        unheard = null;
        // What waits to be inflated came before.
        decode(Unpooled.EMPTY_BUFFER);
        if (waiting != null) {
            waiting.forEach(this::receive);
        }
    }

    private void forgetUnheard() {
        over = true;
        if (inflated != null) {
            inflated.close();
        }
        if (unheard != null) {
            unheard.forEach(ByteBuf::release);
            unheard = null;
        }
    }

    /** A client that does not read is owed one pong, for its latest ping (RFC 6455 §5.5.3). */
    private void pong(byte[] payload) {
        if (!outlet.isOpen()) {
            return;
        }
        if (carrier.writable()) {
            carrier.write(SocketFraming.pong(carrier.memory(), payload));
        } else {
            owedPong = payload;
        }
    }

    /** The client has closed, or broken a rule: what it said before that is still answered. */
    private void endOf(Goodbye with) {
        if (!outlet.isOpen()) {
            forgetUnheard();
            carrier.finish();
            return;
        }
        LOG.log(Level.DEBUG, () -> exchange + " is ended by its client with " + with.code());
        goodbye = with;
        if (messages.listener().closing(with.code(), with.reason())) {
            carrier.loop().schedule(this::answer, LAST_WORDS);
        } else {
            answer();
        }
    }

    /** Lets the client go. */
    private void answer() {
        if (goodbye != null && outlet.isOpen()) {
            leave(goodbye.answer(carrier.memory()), goodbye.code(), goodbye.reason());
        }
    }

    private void fail() {
        if (outlet.isOpen()) {
            String reason = "The server failed.";
            leave(SocketFraming.close(carrier.memory(), FAILED, reason), FAILED, reason);
        } else {
            forgetUnheard();
            carrier.finish();
        }
    }

    /** Ends a conversation that the client ended, or has to end: the close frame goes out before anything is closed. */
    private void leave(ByteBuf closeFrame, int code, String reason) {
        forgetUnheard();
        outlet.shut();
        closed(code, reason);
        exchange.scope().cancel(Scope.Cause.CLIENT_GONE);
        carrier.send(closeFrame, () -> {
            carrier.finish();
            exchange.end();
        });
    }

    private void closed(int code, String reason) {
        Content.Listener listener = messages.listener();
        messages.mute();
        try {
            listener.closed(code, reason);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, () -> exchange + ": its listener failed at the end.", e);
        }
    }

    private void cancelled() {
        exchange.scope().cause().ifPresent(cause -> {
            switch (cause) {
                case CANCELLED, DEADLINE -> outlet.close(SocketFault.POLICY, "The socket was cancelled.");
                case SHUTDOWN -> carrier.loop().afterLastWord(this::end);
                case CLIENT_GONE -> {}
            }
        });
    }
}
