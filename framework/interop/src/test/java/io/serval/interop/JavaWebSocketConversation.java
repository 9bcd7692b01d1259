package io.serval.interop;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.java_websocket.WebSocket;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.enums.Opcode;
import org.java_websocket.extensions.DefaultExtension;
import org.java_websocket.extensions.IExtension;
import org.java_websocket.extensions.permessage_deflate.PerMessageDeflateExtension;
import org.java_websocket.framing.Framedata;
import org.java_websocket.framing.PingFrame;
import org.java_websocket.handshake.ServerHandshake;
import org.java_websocket.protocols.IProtocol;
import org.java_websocket.protocols.Protocol;

/** Talks through Java-WebSocket. */
final class JavaWebSocketConversation extends Conversation {
    private static final Pattern REFUSAL = Pattern.compile("Invalid status code received: (\\d+)");

    private final CompletableFuture<ServerHandshake> opened = new CompletableFuture<>();
    private final WebSocketClient client;

    private JavaWebSocketConversation(Client.Ask ask) {
        List<IProtocol> protocols = ask.protocols().isEmpty()
                ? List.of(new Protocol(""))
                : ask.protocols().stream().<IProtocol>map(Protocol::new).toList();
        IExtension extension = ask.deflate() ? new PerMessageDeflateExtension() : new DefaultExtension();
        client = new WebSocketClient(ask.uri(), new Draft_6455(List.of(extension), protocols), ask.headers()) {
            @Override
            public void onOpen(ServerHandshake handshake) {
                opened.complete(handshake);
            }

            @Override
            public void onMessage(String text) {
                hear(new Heard.Text(text));
            }

            @Override
            public void onMessage(ByteBuffer bytes) {
                byte[] copy = new byte[bytes.remaining()];
                bytes.get(copy);
                hear(new Heard.Binary(HexFormat.of().formatHex(copy)));
            }

            @Override
            public void onWebsocketPong(WebSocket socket, Framedata pong) {
                hear(new Heard.Pong(
                        StandardCharsets.UTF_8.decode(pong.getPayloadData()).toString()));
            }

            @Override
            public void onClose(int code, String reason, boolean byServer) {
                Matcher refusal = REFUSAL.matcher(reason);
                if (refusal.find()) {
                    opened.completeExceptionally(new Refused(Integer.parseInt(refusal.group(1))));
                }
                opened.completeExceptionally(new AssertionError("Not opened: " + code + " " + reason));
                hear(new Heard.Closed(code, reason));
            }

            @Override
            public void onError(Exception e) {
                hear(new Heard.Failed(e.toString()));
            }
        };
    }

    static Conversation open(Client.Ask ask, Certificate trusted) throws Exception {
        var conversation = new JavaWebSocketConversation(ask);
        if (ask.uri().getScheme().equals("wss")) {
            conversation.client.setSocketFactory(trusted.trust().getSocketFactory());
        }
        conversation.client.connect();
        try {
            conversation.opened.get(20, TimeUnit.SECONDS);
            return conversation;
        } catch (ExecutionException e) {
            conversation.close();
            throw e.getCause() instanceof Refused refused ? refused : e;
        }
    }

    @Override
    String protocol() {
        IProtocol protocol = client.getProtocol();
        return protocol == null ? "" : protocol.getProvidedProtocol();
    }

    @Override
    String extensions() {
        return opened.join().getFieldValue("Sec-WebSocket-Extensions");
    }

    @Override
    void text(String text) {
        client.send(text);
    }

    @Override
    void binary(byte[] bytes) {
        client.send(bytes);
    }

    @Override
    void fragments(String... parts) {
        for (int i = 0; i < parts.length; i++) {
            var part = ByteBuffer.wrap(parts[i].getBytes(StandardCharsets.UTF_8));
            client.sendFragmentedFrame(Opcode.TEXT, part, i == parts.length - 1);
        }
    }

    @Override
    void ping(String text) {
        var ping = new PingFrame();
        ping.setPayload(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        client.sendFrame(ping);
    }

    @Override
    void close(int code, String reason) {
        client.close(code, reason);
    }

    @Override
    public void close() {
        client.closeConnection(1000, "");
    }
}
