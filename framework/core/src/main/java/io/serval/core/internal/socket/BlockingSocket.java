package io.serval.core.internal.socket;

import io.serval.core.Cancelled;
import io.serval.core.Content;
import io.serval.core.Message;
import io.serval.core.MessageStream;
import io.serval.core.Outlet;
import io.serval.core.Scope;
import io.serval.core.SharedMessage;
import io.serval.core.Socket;
import io.serval.core.SocketClosed;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A socket whose callers wait: an inbox and an outbox between their threads and the outlet's loop. */
final class BlockingSocket implements Socket, Content.PieceListener {
    private static final int NORMAL = 1000;

    private static final int TOO_BIG = 1009;
    private static final int LOST = 1006;

    /** How the socket was closed. */
    private record Closed(int code, String reason) {}

    private final Outlet outlet;
    private final Optional<String> protocol;
    private final long messageBytes;
    private final Inbox inbox = new Inbox();
    private final Outbox outbox;

    /** Of the thread that receives: the message that it has not read to its end. */
    private @Nullable ArrivingMessage unread;

    private final AtomicReference<@Nullable Closed> closed = new AtomicReference<>();

    /** On the loop: what to do when there is room, for those who write to the outlet themselves. */
    private Runnable onWritable = () -> {};

    /**
     * Creates an open socket.
     *
     * @param messageBytes the largest message that it receives as a whole
     */
    BlockingSocket(Outlet outlet, Optional<String> protocol, long messageBytes) {
        this.outlet = outlet;
        this.protocol = protocol;
        this.messageBytes = messageBytes;
        this.outbox = new Outbox(outlet);
        outlet.onWritable(this::writable);
    }

    @Override
    public Optional<String> protocol() {
        return protocol;
    }

    @Override
    public Scope scope() {
        return outlet.scope();
    }

    @Override
    public Outlet outlet() {
        return new SharedOutlet(outlet, task -> onWritable = task);
    }

    @Override
    public Optional<Message> receive() {
        Piece first = begin();
        if (first == null) {
            return Optional.empty();
        }
        byte[] whole = first.last() ? first.bytes() : gather(first);
        if (whole == null) {
            return Optional.empty();
        }
        if (whole.length > messageBytes) {
            close(TOO_BIG, "A message may have " + messageBytes + " bytes.");
            return Optional.empty();
        }
        return Optional.of(
                first.text() ? new Message.Text(new String(whole, StandardCharsets.UTF_8)) : new Message.Binary(whole));
    }

    @Override
    public Optional<MessageStream> receiveStream() {
        Piece first = begin();
        if (first == null) {
            return Optional.empty();
        }
        unread = new ArrivingMessage(this, first);
        return Optional.of(unread);
    }

    @Override
    public void send(String text) {
        send(new Outgoing.Text(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void send(byte[] bytes) {
        send(new Outgoing.Binary(bytes));
    }

    @Override
    public void send(SharedMessage message) {
        send(new Outgoing.Shared(message));
    }

    @Override
    public Writer sendText() {
        return new OutputStreamWriter(begin(true), StandardCharsets.UTF_8);
    }

    @Override
    public OutputStream sendBinary() {
        return begin(false);
    }

    @Override
    public void close(int code, String reason) {
        checkCode(code);
        end(code, reason);
    }

    @Override
    public void piece(boolean text, byte[] bytes, boolean last) {
        if (!inbox.add(new Piece(text, bytes, last))) {
            outlet.reading(false);
        }
    }

    /** A handler that waits for the next message has said all that it had to; any other is at one that came before. */
    @Override
    public boolean closing(int code, String reason) {
        boolean idle = inbox.starved();
        if (idle) {
            outbox.take();
        }
        inbox.end();
        return !idle;
    }

    @Override
    public void closed(int code, String reason) {
        close(new Closed(code, reason));
    }

    /** Closes behind what was sent, with a code that the transport knows. */
    void end(int code, String reason) {
        if (!isClosed()) {
            outbox.putLast(new Outgoing.Close(code, reason));
            close(new Closed(code, reason));
        }
    }

    /** Runs the task on the loop; drops it once that has stopped. */
    void onLoop(Runnable task) {
        outbox.run(task);
    }

    boolean isClosed() {
        return closed.get() != null;
    }

    /** Returns the next piece; null if the socket is closed. */
    @Nullable
    Piece next() {
        throwIfCancelled();
        try {
            Piece next = inbox.take();
            if (next == null || isClosed()) {
                over();
                return null;
            }
            if (inbox.taken(next)) {
                outbox.run(() -> outlet.reading(true));
            }
            return next;
        } catch (InterruptedException e) {
            interrupted();
            return null;
        }
    }

    /** Sends a piece of a message that {@link #begin} has begun. */
    void sendPiece(Piece piece) {
        throwIfClosed();
        try {
            outbox.put(new Outgoing.Part(piece));
        } catch (InterruptedException e) {
            interrupted();
        }
        throwIfClosed();
    }

    /** The message that was sent piece by piece has ended. */
    void ended() {
        outbox.leave();
    }

    /** Returns the first piece of the next message, past what is left of the one before. */
    private @Nullable Piece begin() {
        ArrivingMessage before = unread;
        unread = null;
        if (before != null && !before.skip()) {
            return null;
        }
        return next();
    }

    /** Returns the whole message; null if the socket is closed in the middle of it, as it is for one that is too big. */
    private byte @Nullable [] gather(Piece first) {
        var whole = new ByteArrayOutputStream(2 * first.bytes().length);
        whole.writeBytes(first.bytes());
        for (boolean last = false; !last && whole.size() <= messageBytes; ) {
            Piece next = next();
            if (next == null) {
                return null;
            }
            whole.writeBytes(next.bytes());
            last = next.last();
        }
        return whole.toByteArray();
    }

    private OutputStream begin(boolean text) {
        enter();
        return new DepartingMessage(this, text);
    }

    private void send(Outgoing message) {
        enter();
        try {
            outbox.put(message);
            throwIfClosed();
        } catch (InterruptedException e) {
            interrupted();
            throwIfClosed();
        } finally {
            outbox.leave();
        }
    }

    private void enter() {
        throwIfClosed();
        try {
            outbox.enter();
        } catch (InterruptedException e) {
            interrupted();
            throwIfClosed();
        }
    }

    /** On the loop. */
    private void writable() {
        outbox.goOn();
        onWritable.run();
    }

    private void close(Closed how) {
        if (closed.compareAndSet(null, how)) {
            inbox.drop();
            outbox.open();
        }
    }

    /** Nothing more is to be received; if it is the client that has closed, it waits for the answer. */
    private void over() {
        end(NORMAL, "");
    }

    private void throwIfClosed() {
        throwIfCancelled();
        Closed how = closed.get();
        if (how != null) {
            throw new SocketClosed(how.code(), how.reason());
        }
    }

    private void throwIfCancelled() {
        scope().cause().filter(cause -> cause != Scope.Cause.CLIENT_GONE).ifPresent(cause -> {
            throw new Cancelled(cause);
        });
    }

    /** Returns if it is because the client has left, and leaves the thread interrupted. */
    private void interrupted() {
        Thread.currentThread().interrupt();
        throwIfCancelled();
        if (!scope().cancelled()) {
            // It is not the socket that ends, but the thread that is to.
            throw new Cancelled(Scope.currentIfAny().flatMap(Scope::cause).orElse(Scope.Cause.CANCELLED));
        }
        close(new Closed(LOST, ""));
    }

    private static void checkCode(int code) {
        boolean known = code >= 1000 && code <= 1014 && (code < 1004 || code > 1006);
        if (!known && (code < 3000 || code > 4999)) {
            throw new IllegalArgumentException("A WebSocket cannot be closed with " + code
                    + ". Use 1000 to 1003, 1007 to 1014 or a code of your own from 3000 to 4999 (RFC 6455 §7.4).");
        }
    }
}
