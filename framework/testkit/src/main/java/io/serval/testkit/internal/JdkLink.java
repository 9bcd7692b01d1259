package io.serval.testkit.internal;

import java.io.IOException;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The JDK's WebSocket as a link: it asks the connection for no more than a few messages ahead. */
final class JdkLink implements SocketLink, WebSocket.Listener {
    private static final int AHEAD = 16;

    private final Duration timeout;
    private final Inbox<Frame> received = new Inbox<>(taken -> socket().request(1));
    private final StringBuilder message = new StringBuilder();
    private volatile @Nullable WebSocket socket;

    JdkLink(Duration timeout) {
        this.timeout = timeout;
    }

    @Override
    public void onOpen(WebSocket opened) {
        socket = opened;
        opened.request(AHEAD);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        message.append(part);
        if (last) {
            received.add(new Frame.Text(message.toString()));
            message.setLength(0);
        } else {
            from.request(1);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        received.add(new Frame.Closed(code, reason));
        received.end();
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        received.fail(new IOException("The connection broke: " + error, error));
    }

    @Override
    public void send(String text) {
        socket().sendText(text, true)
                .orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
                .join();
    }

    @Override
    public Inbox<Frame> received() {
        return received;
    }

    @Override
    public void close() {
        received.close();
        WebSocket open = socket();
        if (!open.isOutputClosed()) {
            open.sendClose(WebSocket.NORMAL_CLOSURE, "").whenComplete((sent, failed) -> open.abort());
        }
    }

    private WebSocket socket() {
        return Objects.requireNonNull(socket, "The socket is not open yet.");
    }
}
