package io.serval.interop;

import java.net.URI;
import java.util.List;
import java.util.Map;

/** A WebSocket client that somebody else has made. */
enum Client {
    NODE_WS("npm ws"),
    NODE_WS_HTTP2("npm ws, over a stream of Node's HTTP/2"),
    NODE_UNDICI("npm undici"),
    JAVA_WEBSOCKET("Java-WebSocket"),
    JETTY("Jetty"),
    JETTY_HTTP2("Jetty, over HTTP/2");

    private final String title;

    Client(String title) {
        this.title = title;
    }

    /**
     * What to ask for.
     *
     * @param deflate whether to offer permessage-deflate
     * @param protocols the subprotocols to offer
     * @param headers header fields to add
     */
    record Ask(URI uri, boolean deflate, List<String> protocols, Map<String, String> headers) {
        Ask withProtocols(String... offered) {
            return new Ask(uri, deflate, List.of(offered), headers);
        }

        Ask withHeader(String name, String value) {
            return new Ask(uri, deflate, protocols, Map.of(name, value));
        }
    }

    /**
     * Opens a socket.
     *
     * @throws Refused if the server answers anything but an upgrade
     */
    Conversation open(Ask ask, Certificate trusted) throws Exception {
        return switch (this) {
            case NODE_WS -> Node.running().open("ws", ask, trusted);
            case NODE_WS_HTTP2 -> Node.running().open("ws over HTTP/2", ask, trusted);
            case NODE_UNDICI -> Node.running().open("undici", ask, trusted);
            case JAVA_WEBSOCKET -> JavaWebSocketConversation.open(ask, trusted);
            case JETTY -> JettyConversation.open(ask, trusted, false);
            case JETTY_HTTP2 -> JettyConversation.open(ask, trusted, true);
        };
    }

    /** Whether it compresses what it sends, if that was agreed on; all of them decompress. */
    boolean canDeflate() {
        return this != NODE_WS_HTTP2;
    }

    /**
     * Whether its users choose how a message is cut into frames. Java-WebSocket 1.6.0 compresses some fragments of a message,
     * and others, that are short, it does not.
     */
    boolean canFragment(boolean deflate) {
        return this != NODE_UNDICI && !(this == JAVA_WEBSOCKET && deflate);
    }

    /** Whether its users may send pings, and hear pongs. */
    boolean canPing() {
        return this != NODE_UNDICI;
    }

    /** Whether it waits for the answer to its close frame; the package ws does not on a stream that Node has opened. */
    boolean awaitsAnswerToClose() {
        return this != NODE_WS_HTTP2;
    }

    /**
     * Whether it hears all that it is sent. Jetty 12.1.14 over HTTP/2 stays silent in about one conversation of fifty, whatever was
     * sent; no other client does, over HTTP/2 or not. The cause was not found; its project has known such races (pull request 14983,
     * issue 13349). {@code -Dinterop.jetty-http2=true} has it talk all the same.
     */
    boolean hearsEverything() {
        return this != JETTY_HTTP2 || Boolean.getBoolean("interop.jetty-http2");
    }

    /** Whether its users hear with which status they are refused. */
    boolean tellsStatus() {
        return this != NODE_UNDICI;
    }

    @Override
    public String toString() {
        return title;
    }
}
