package io.serval.bench;

import java.util.Map;

/**
 * What a client has to say to have a message of its own sent back; for most it is the message itself.
 *
 * @param path where the WebSocket is
 * @param answers what the client says to messages of the server's own, by their beginning
 * @param greetings how many of those come before any message of ours
 * @param before what goes before each message
 * @param after what follows each message
 */
record WsDialect(String path, Map<String, String> answers, int greetings, String before, String after) {
    static final WsDialect PLAIN = new WsDialect("/echo", Map.of(), 0, "", "");

    /**
     * Engine.IO's open packet (0) asks for Socket.IO's connect packet (40), which is answered in kind; 42 is an event, 2 a
     * ping.
     */
    static final WsDialect SOCKET_IO = new WsDialect(
            "/socket.io/?EIO=4&transport=websocket", Map.of("0{", "40", "40{", "", "2", "3"), 2, "42[\"m\",\"", "\"]");
}
