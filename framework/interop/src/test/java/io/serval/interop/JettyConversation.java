package io.serval.interop;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.HttpClientTransportOverHTTP2;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.exceptions.UpgradeException;
import org.eclipse.jetty.websocket.client.ClientUpgradeRequest;
import org.eclipse.jetty.websocket.client.WebSocketClient;

/** Talks through Jetty's client, over a connection of HTTP/1.1 or a stream of HTTP/2. */
public final class JettyConversation extends Conversation implements Session.Listener.AutoDemanding {
    private static final long LARGEST = 8L << 20;

    private final WebSocketClient client;
    private final CompletableFuture<Session> opened = new CompletableFuture<>();

    private JettyConversation(WebSocketClient client) {
        this.client = client;
    }

    static Conversation open(Client.Ask ask, Certificate trusted, boolean http2) throws Exception {
        var connector = new ClientConnector();
        var tls = new SslContextFactory.Client();
        tls.setSslContext(trusted.trust());
        connector.setSslContextFactory(tls);
        var client = new WebSocketClient(new HttpClient(
                http2
                        ? new HttpClientTransportOverHTTP2(new HTTP2Client(connector))
                        : new HttpClientTransportOverHTTP(connector)));
        client.setMaxTextMessageSize(LARGEST);
        client.setMaxBinaryMessageSize(LARGEST);
        client.start();
        var request = new ClientUpgradeRequest(ask.uri());
        if (ask.deflate()) {
            // Jetty 12.1.14 forgets nothing between messages if only the server asks for it (RFC 7692 §7.1.1.2).
            request.addExtensions("permessage-deflate; client_no_context_takeover; server_no_context_takeover");
        }
        if (!ask.protocols().isEmpty()) {
            request.setSubProtocols(ask.protocols());
        }
        ask.headers().forEach(request::setHeader);
        var conversation = new JettyConversation(client);
        try {
            client.connect(conversation, request).get(20, TimeUnit.SECONDS);
            return conversation;
        } catch (ExecutionException e) {
            conversation.close();
            throw e.getCause() instanceof UpgradeException refusal && refusal.getResponseStatusCode() > 0
                    ? new Refused(refusal.getResponseStatusCode())
                    : e;
        }
    }

    @Override
    public void onWebSocketOpen(Session session) {
        opened.complete(session);
    }

    @Override
    public void onWebSocketText(String text) {
        hear(new Heard.Text(text));
    }

    @Override
    public void onWebSocketBinary(ByteBuffer bytes, Callback taken) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        hear(new Heard.Binary(HexFormat.of().formatHex(copy)));
        taken.succeed();
    }

    @Override
    public void onWebSocketPong(ByteBuffer payload) {
        hear(new Heard.Pong(StandardCharsets.UTF_8.decode(payload).toString()));
    }

    @Override
    public void onWebSocketClose(int code, String reason, Callback taken) {
        hear(new Heard.Closed(code, Objects.requireNonNullElse(reason, "")));
        taken.succeed();
    }

    @Override
    public void onWebSocketError(Throwable e) {
        hear(new Heard.Failed(e.toString()));
    }

    @Override
    String protocol() {
        return Objects.requireNonNullElse(opened.join().getUpgradeResponse().getAcceptedSubProtocol(), "");
    }

    @Override
    String extensions() {
        return Objects.requireNonNullElse(opened.join().getUpgradeResponse().getHeader("Sec-WebSocket-Extensions"), "");
    }

    @Override
    void text(String text) throws Exception {
        send(sent -> opened.join().sendText(text, sent));
    }

    @Override
    void binary(byte[] bytes) throws Exception {
        send(sent -> opened.join().sendBinary(ByteBuffer.wrap(bytes), sent));
    }

    @Override
    void fragments(String... parts) throws Exception {
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            boolean last = i == parts.length - 1;
            send(sent -> opened.join().sendPartialText(part, last, sent));
        }
    }

    @Override
    void ping(String text) throws Exception {
        send(sent -> opened.join().sendPing(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), sent));
    }

    @Override
    void close(int code, String reason) {
        // Whether it was sent is not to be waited for: the answer may come first.
        opened.join().close(code, reason, Callback.NOOP);
    }

    @Override
    public void close() throws Exception {
        client.stop();
        client.getHttpClient().stop();
    }

    private interface Sending {
        void send(Callback sent);
    }

    private static void send(Sending sending) throws Exception {
        var sent = new CompletableFuture<Void>();
        sending.send(Callback.from(() -> sent.complete(null), sent::completeExceptionally));
        sent.get(20, TimeUnit.SECONDS);
    }
}
