package io.serval.bench.helidon;

import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import io.serval.bench.bursts.Bursts;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The WebSockets that get what is for all. */
final class Followers implements WsListener {
    private final Set<WsSession> sessions = ConcurrentHashMap.newKeySet();

    void broadcast(String text) {
        for (WsSession session : sessions) {
            session.send(text, true);
        }
    }

    @Override
    public void onOpen(WsSession session) {
        sessions.add(session);
        session.send(Bursts.GREETING, true);
    }

    @Override
    public void onClose(WsSession session, int status, String reason) {
        sessions.remove(session);
    }

    @Override
    public void onError(WsSession session, Throwable error) {
        sessions.remove(session);
    }
}
