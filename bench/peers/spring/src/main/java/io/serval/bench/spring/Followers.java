package io.serval.bench.spring;

import io.serval.bench.bursts.Bursts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.ConcurrentWebSocketSessionDecorator;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/** The WebSockets that get what is for all: decorated, as Spring's reference has it where others than the session send. */
@Component
class Followers extends TextWebSocketHandler {
    private static final int SEND_MILLIS = 10_000;
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Map<String, WebSocketSession> sessions = new ConcurrentHashMap<>();

    void broadcast(String text) {
        var message = new TextMessage(text);
        try {
            for (WebSocketSession session : sessions.values()) {
                session.sendMessage(message);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) throws IOException {
        var follower = new ConcurrentWebSocketSessionDecorator(session, SEND_MILLIS, BUFFER_BYTES);
        sessions.put(session.getId(), follower);
        follower.sendMessage(new TextMessage(Bursts.GREETING));
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        sessions.remove(session.getId());
    }
}
