package io.serval.testkit.internal;

import io.serval.core.Content;
import io.serval.core.Scope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A WebSocket in memory. The server's end lives on the loop, as on a server, and fails and ends with the same codes. */
final class DirectLink implements SocketLink, DirectOutlet.Sink {
    private static final Logger LOG = System.getLogger(DirectLink.class.getName());
    private static final int NORMAL = 1000;
    private static final int GOING_AWAY = 1001;
    private static final int TEXT_ONLY = 1003;
    private static final int LOST = 1006;
    private static final int POLICY = 1008;
    private static final int TOO_BIG = 1009;
    private static final int FAILED = 1011;

    /** So many bytes may be on their way to a server that does not listen, as between sockets. */
    private static final int AHEAD = 64 * 1024;

    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    /** A piece on its way to the server. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares pieces
    private record Piece(boolean text, byte[] bytes, boolean last, CompletableFuture<Boolean> taken) {}

    private final DirectLoop loop;
    private final Scope scope;
    private final Duration timeout;
    private final DirectOutlet outlet;
    private final Inbox<Frame> received;

    /** How much of what has been received the outlet still counts, in the same order. */
    private final Queue<Integer> weights = new ConcurrentLinkedQueue<>();

    /** The message of the server, and the one of the client, of which not all has come. */
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

    private final ByteArrayOutputStream hearing = new ByteArrayOutputStream();
    private final Deque<Piece> unheard = new ArrayDeque<>();
    private int unheardBytes;
    private boolean reading = true;
    private Frame.@Nullable Closed goodbye;
    private Content.Listener listener = message -> {};

    DirectLink(DirectLoop loop, Scope scope, Duration timeout) {
        this.loop = loop;
        this.scope = scope;
        this.timeout = timeout;
        this.outlet = new DirectOutlet(loop, scope, this);
        this.received = new Inbox<>(frame -> outlet.drained(Objects.requireNonNullElse(weights.poll(), 0)));
    }

    void open(Content.Endpoint endpoint) {
        scope.onCancel(() -> loop.execute(this::cancelled));
        loop.execute(() -> guarded(() -> listener =
                Objects.requireNonNull(endpoint.open(outlet), "The endpoint returned null, not a listener.")));
    }

    DirectOutlet outlet() {
        return outlet;
    }

    /** Returns when the server's end has taken it, or has room to, so that a test cannot flood the loop. */
    @Override
    public void send(boolean text, byte[] piece, boolean last) throws IOException {
        var taken = new CompletableFuture<Boolean>();
        loop.execute(() -> arrive(new Piece(text, piece, last, taken)));
        try {
            taken.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new IOException("the server did not take it within " + timeout, e);
        } catch (ExecutionException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the test was interrupted");
        }
    }

    @Override
    public Inbox<Frame> received() {
        return received;
    }

    @Override
    public void close(int code, String reason) {
        loop.execute(() -> {
            if (!outlet.isOpen() || goodbye != null) {
                return;
            }
            goodbye = new Frame.Closed(code, reason);
            if (listener.closing(code, reason)) {
                CompletableFuture.delayedExecutor(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS, loop)
                        .execute(() -> outlet.close(NORMAL, ""));
            } else {
                outlet.close(NORMAL, "");
            }
        });
    }

    @Override
    public void cut() {
        received.close();
        loop.execute(() -> {
            if (outlet.isOpen()) {
                outlet.hangUp();
                over(LOST, "");
            }
        });
    }

    @Override
    public void close() {
        received.close();
        close(NORMAL, "");
    }

    @Override
    public void piece(boolean text, byte[] piece, boolean last) {
        begun.writeBytes(piece);
        if (!last) {
            // A client reads on within a message, however long it is.
            outlet.drained(piece.length);
        } else {
            byte[] whole = begun.toByteArray();
            begun.reset();
            weights.add(piece.length);
            received.add(text ? new Frame.Text(new String(whole, StandardCharsets.UTF_8)) : new Frame.Binary(whole));
        }
    }

    @Override
    public void reading(boolean wanted) {
        reading = wanted;
        if (wanted) {
            loop.execute(this::hearUnheard);
        }
    }

    /** A client that has closed first gets its own code back. */
    @Override
    public void end(int code, String reason) {
        Frame.Closed asked = goodbye;
        Frame.Closed said = asked == null ? new Frame.Closed(code, reason) : asked;
        over(said.code(), said.reason());
        received.add(asked == null ? said : new Frame.Closed(said.code(), ""));
        received.end();
        if (asked != null) {
            scope.cancel(Scope.Cause.CLIENT_GONE);
        }
    }

    private void over(int code, String reason) {
        Content.Listener told = listener;
        listener = message -> {};
        told.closed(code, reason);
        unheard.forEach(piece -> piece.taken.complete(false));
        unheard.clear();
    }

    private void arrive(Piece piece) {
        if (reading && unheard.isEmpty()) {
            hear(piece);
            return;
        }
        unheard.add(piece);
        unheardBytes += piece.bytes.length;
        if (unheardBytes <= AHEAD) {
            piece.taken.complete(true);
        }
    }

    private void hearUnheard() {
        while (reading && !unheard.isEmpty()) {
            Piece next = unheard.remove();
            unheardBytes -= next.bytes.length;
            hear(next);
        }
    }

    private void hear(Piece piece) {
        if (outlet.isOpen() && goodbye == null) {
            guarded(() -> {
                if (listener instanceof Content.PieceListener pieces) {
                    pieces.piece(piece.text, piece.bytes, piece.last);
                } else {
                    gather(piece);
                }
            });
        }
        piece.taken.complete(true);
    }

    private void gather(Piece piece) {
        hearing.writeBytes(piece.bytes);
        if (hearing.size() > outlet.messageBytes()) {
            outlet.close(TOO_BIG, "A message may have " + outlet.messageBytes() + " bytes.");
        } else if (piece.last) {
            byte[] whole = hearing.toByteArray();
            hearing.reset();
            if (piece.text) {
                listener.text(new String(whole, StandardCharsets.UTF_8));
            } else if (!listener.binary(whole)) {
                outlet.close(TEXT_ONLY, "This socket takes text messages only.");
            }
        }
    }

    private void guarded(Runnable task) {
        try {
            task.run();
            outlet.flush();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "The endpoint of a WebSocket failed.", e);
            if (outlet.isOpen()) {
                outlet.flush();
                outlet.hangUp();
                end(FAILED, "The server failed.");
            }
        }
    }

    private void cancelled() {
        scope.cause().ifPresent(cause -> {
            switch (cause) {
                case CANCELLED, DEADLINE -> outlet.close(POLICY, "The socket was cancelled.");
                case SHUTDOWN -> outlet.close(GOING_AWAY, "The server is stopping.");
                case CLIENT_GONE -> {}
            }
        });
    }
}
