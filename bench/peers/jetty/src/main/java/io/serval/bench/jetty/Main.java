package io.serval.bench.jetty;

import io.serval.bench.bursts.Bursts;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/** Jetty as its programming guide has it, without servlets: its own pool of threads, a listener that asks for messages. */
public final class Main {
    private Main() {}

    /** Takes nothing. */
    public static void main(String[] args) throws Exception {
        var server = new Server();
        var connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        var context = new ContextHandler("/");
        context.setHandler(WebSocketUpgradeHandler.from(server, context, container -> {
            container.addMapping("/echo", (request, response, callback) -> new Echo());
            container.addMapping("/topics/*", (request, response, callback) -> new Follower());
        }));
        server.setHandler(context);
        server.start();
        System.out.println("ready " + connector.getLocalPort());
        Bursts.obey(Follower::broadcast);
    }

    /** Public, as Jetty looks up its methods. */
    public static final class Echo extends Session.Listener.AbstractAutoDemanding {
        @Override
        public void onWebSocketText(String message) {
            getSession().sendText(message, Callback.NOOP);
        }
    }

    /** Gets what is for all. */
    public static final class Follower extends Session.Listener.AbstractAutoDemanding {
        private static final Set<Session> FOLLOWERS = ConcurrentHashMap.newKeySet();

        static void broadcast(String text) {
            for (Session follower : FOLLOWERS) {
                follower.sendText(text, Callback.NOOP);
            }
        }

        @Override
        public void onWebSocketOpen(Session session) {
            super.onWebSocketOpen(session);
            FOLLOWERS.add(session);
            session.sendText(Bursts.GREETING, Callback.NOOP);
        }

        @Override
        public void onWebSocketClose(int code, String reason, Callback callback) {
            FOLLOWERS.remove(getSession());
            callback.succeed();
        }
    }
}
