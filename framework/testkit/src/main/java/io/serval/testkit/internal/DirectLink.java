package io.serval.testkit.internal;

import io.serval.core.Content;
import io.serval.core.Scope;
import java.io.ByteArrayOutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A WebSocket in memory. The server's end lives on the loop, as on a server, and fails and ends with the same codes. */
final class DirectLink implements SocketLink, DirectOutlet.Sink {
    private static final Logger LOG = System.getLogger(DirectLink.class.getName());
    private static final int NORMAL = 1000;
    private static final int GOING_AWAY = 1001;
    private static final int POLICY = 1008;
    private static final int FAILED = 1011;

    private final DirectLoop loop;
    private final Scope scope;
    private final Duration timeout;
    private final DirectOutlet outlet;
    private final Inbox<Frame> received;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private Content.Listener listener = message -> {};

    DirectLink(DirectLoop loop, Scope scope, Duration timeout) {
        this.loop = loop;
        this.scope = scope;
        this.timeout = timeout;
        this.outlet = new DirectOutlet(loop, scope, this);
        this.received = new Inbox<>(frame -> outlet.drained(bytes(frame)));
    }

    void open(Content.Endpoint endpoint) {
        scope.onCancel(() -> loop.execute(this::cancelled));
        loop.execute(() -> guarded(() -> listener =
                Objects.requireNonNull(endpoint.open(outlet), "The endpoint returned null, not a listener.")));
    }

    DirectOutlet outlet() {
        return outlet;
    }

    /** Returns when the server's end has heard it, so that a test cannot flood the loop. */
    @Override
    public void send(String message) {
        var heard = new CompletableFuture<Void>().orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS);
        loop.execute(() -> {
            if (outlet.isOpen()) {
                guarded(() -> listener.text(message));
            }
            heard.complete(null);
        });
        heard.join();
    }

    @Override
    public Inbox<Frame> received() {
        return received;
    }

    @Override
    public void close() {
        received.close();
        loop.execute(() -> {
            if (outlet.isOpen()) {
                listener.closed(NORMAL, "");
                outlet.hangUp();
            }
        });
    }

    @Override
    public void piece(boolean text, byte[] piece, boolean last) {
        begun.writeBytes(piece);
        if (last) {
            received.add(new Frame.Text(begun.toString(StandardCharsets.UTF_8)));
            begun.reset();
        }
    }

    @Override
    public void end(int code, String reason) {
        listener.closed(code, reason);
        received.add(new Frame.Closed(code, reason));
        received.end();
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
                case CANCELLED, DEADLINE -> outlet.close(POLICY, "The stream was cancelled.");
                case SHUTDOWN -> outlet.close(GOING_AWAY, "The server is stopping.");
                case CLIENT_GONE -> {}
            }
        });
    }

    private static int bytes(Frame frame) {
        return frame instanceof Frame.Text text ? text.text().getBytes(StandardCharsets.UTF_8).length : 0;
    }
}
