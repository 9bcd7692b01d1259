package io.serval.bench.jetty;

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
        context.setHandler(WebSocketUpgradeHandler.from(
                server,
                context,
                container -> container.addMapping("/echo", (request, response, callback) -> new Echo())));
        server.setHandler(context);
        server.start();
        System.out.println("ready " + connector.getLocalPort());
    }

    /** Public, as Jetty looks up its methods. */
    public static final class Echo extends Session.Listener.AbstractAutoDemanding {
        @Override
        public void onWebSocketText(String message) {
            getSession().sendText(message, Callback.NOOP);
        }
    }
}
