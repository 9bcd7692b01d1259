package io.serval.testkit.internal;

import io.serval.cli.Linked;
import io.serval.core.Body;
import io.serval.core.Content;
import io.serval.core.Headers;
import io.serval.core.Peer;
import io.serval.core.Problem;
import io.serval.core.ProblemException;
import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.core.Scope;
import io.serval.core.internal.stream.StreamSource;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Asks an application without sockets: each request runs in a scope of its own on a virtual thread, as on a server, and
 * its answer is framed as a server would. The limits and time-outs of a server are not there.
 */
public final class DirectDriver implements Driver {
    private static final int GOING_AWAY = 1001;

    private final Linked application;
    private final Peer peer;
    private final Scope server = Scope.root();
    private final DirectLoop loop = new DirectLoop();
    private final Set<DirectOutlet> outlets = ConcurrentHashMap.newKeySet();
    private final AtomicLong requests = new AtomicLong();

    /**
     * Creates the driver and starts the background work.
     *
     * @param webSockets whether requests can become WebSockets, as over a connection of HTTP/1.1
     */
    public DirectDriver(Linked application, boolean webSockets) {
        this.application = application;
        this.peer = new Peer(
                Peer.LOCAL.address(), Peer.LOCAL.scheme(), Peer.LOCAL.host(), Peer.LOCAL.protocol(), webSockets);
        application.start();
    }

    @Override
    public Opened open(Sent sent, Duration timeout) {
        Scope scope = server.child();
        Response response = ask(sent, scope, timeout);
        return switch (response.content()) {
            case Content.Bytes bytes -> whole(sent, response, bytes.bytes(), scope);
            case Content.Stream stream -> streamed(sent, response, stream, scope);
            case Content.File file ->
                streamed(sent, response.with("Content-Length", Long.toString(file.length())), file.toStream(), scope);
            case Content.Push push -> pushed(sent, response, push.source(), scope);
            case Content.WebSocket ignored -> {
                Response refusal = Problem.of(426, "This is a WebSocket; open it with socket().")
                        .toResponse()
                        .with("Upgrade", "websocket");
                yield whole(sent, refusal, bytesOf(refusal), scope);
            }
        };
    }

    @Override
    public Handshake socket(Sent sent, Duration timeout) {
        Headers headers = WireHandshake.asking(sent.headers());
        Scope scope = server.child();
        Response response = ask(new Sent(sent.method(), sent.target(), headers, sent.body()), scope, timeout);
        if (response.content() instanceof Content.WebSocket socket) {
            var link = new DirectLink(loop, scope, timeout);
            outlets.add(link.outlet());
            link.open(socket.endpoint());
            return new Handshake.Open(link, switched(response, socket));
        }
        scope.close();
        return new Handshake.Refused(response.status(), response.headers(), bytesOf(response));
    }

    private static Headers switched(Response response, Content.WebSocket socket) {
        Headers headers = response.headers().with("Connection", "upgrade").with("Upgrade", "websocket");
        return socket.protocol()
                .map(protocol -> headers.with("Sec-WebSocket-Protocol", protocol))
                .orElse(headers);
    }

    @Override
    public URI uri(String path) {
        throw new IllegalStateException(
                "This application serves no port, so " + path + " has no address. Start it with TestApp.start.");
    }

    /** Ends the streams as a server does that stops, then stops the application. */
    @Override
    public void close() {
        server.cancel(Scope.Cause.SHUTDOWN);
        loop.execute(() -> outlets.forEach(outlet -> outlet.close(GOING_AWAY, "The server is stopping.")));
        loop.close();
        application.close();
    }

    private Response ask(Sent sent, Scope scope, Duration timeout) {
        Request request;
        try {
            request = Request.of(
                    sent.method(),
                    sent.target(),
                    headers(sent),
                    Body.of(sent.body()),
                    "test-" + requests.incrementAndGet(),
                    scope,
                    peer);
        } catch (ProblemException e) {
            return e.problem().toResponse();
        }
        var answer = new CompletableFuture<Response>();
        Thread worker = Thread.ofVirtual().name("serval-request").start(() -> {
            try {
                answer.complete(handle(request));
            } catch (Throwable e) {
                // Throwable: whatever it is, a test waits for an answer.
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            String where = Arrays.stream(worker.getStackTrace())
                    .map(frame -> "\n  at " + frame)
                    .collect(Collectors.joining());
            scope.cancel(Scope.Cause.CLIENT_GONE);
            throw new AssertionError(sent + " was not answered within " + timeout + ". The handler was" + where, e);
        } catch (InterruptedException e) {
            scope.cancel(Scope.Cause.CLIENT_GONE);
            Thread.currentThread().interrupt();
            throw new AssertionError(sent + " was not answered: the test was interrupted.", e);
        } catch (ExecutionException e) {
            throw new AssertionError(sent + " was not answered: " + e.getCause(), e);
        }
    }

    /** A status below 200 ends nothing, so it is no answer (RFC 9110 §15.2). */
    private Response handle(Request request) throws Exception {
        Response response = application.handler().handle(request);
        boolean interim = response.status() < 200 && !(response.content() instanceof Content.WebSocket);
        return interim ? Problem.of(500, "").toResponse(request) : response;
    }

    private static Headers headers(Sent sent) {
        Headers headers = Headers.of("Host", "localhost").followedBy(sent.headers());
        return sent.body().length == 0 || headers.contains("Content-Length")
                ? headers
                : headers.with("Content-Length", Integer.toString(sent.body().length));
    }

    private static Opened whole(Sent sent, Response response, byte[] body, Scope scope) {
        scope.close();
        boolean head = sent.method().equals("HEAD");
        boolean bodiless = response.status() == 204 || response.status() == 304;
        Headers headers = response.headers();
        if (!bodiless && !(head && body.length == 0 && headers.contains("Content-Length"))) {
            headers = headers.with("Content-Length", Integer.toString(body.length));
        }
        byte[] sentBody = head || bodiless ? new byte[0] : body;
        return new Opened(response.status(), headers, new ByteArrayInputStream(sentBody));
    }

    private Opened streamed(Sent sent, Response response, Content.Stream body, Scope scope) {
        if (sent.method().equals("HEAD") || response.status() == 204 || response.status() == 304) {
            scope.close();
            return new Opened(response.status(), response.headers(), InputStream.nullInputStream());
        }
        var stream = new DirectStream(loop, scope);
        OptionalLong length = response.headers()
                .first("Content-Length")
                .map(text -> OptionalLong.of(Long.parseLong(text)))
                .orElse(OptionalLong.empty());
        stream.write(new StreamSource(body.writer(), length, stream::fail));
        return new Opened(response.status(), response.headers(), stream.body());
    }

    private Opened pushed(Sent sent, Response response, Content.Source source, Scope scope) {
        if (sent.method().equals("HEAD")) {
            scope.close();
            return new Opened(response.status(), response.headers(), InputStream.nullInputStream());
        }
        var stream = new DirectStream(loop, scope);
        outlets.add(stream.outlet());
        stream.open(source);
        return new Opened(response.status(), response.headers(), stream.body());
    }

    private static byte[] bytesOf(Response response) {
        return response.content() instanceof Content.Bytes body ? body.bytes() : new byte[0];
    }
}
