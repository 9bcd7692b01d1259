package io.serval.bench.helidon;

import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;

/** Sends back what comes. */
final class Echo implements WsListener {
    @Override
    public void onMessage(WsSession session, String text, boolean last) {
        session.send(text, last);
    }
}
