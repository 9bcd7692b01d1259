package io.serval.middleware;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.serval.core.Handler;
import io.serval.core.Middleware;
import io.serval.core.Problem;
import io.serval.core.ProblemException;
import io.serval.core.Response;
import io.serval.netty.NettyServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A client that keeps cookies as a browser does, and lets a test look at them and plant others. */
final class Browser {
    private final int port;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    Browser(NettyServer server) {
        port = server.port();
    }

    /** Serves the handler inside the middleware; like in an application, its problems are responses to the middleware. */
    static NettyServer serve(Handler handler, Middleware... outerToInner) {
        Handler answering = handler.onError((error, request) -> {
            Problem problem = error instanceof ProblemException refused ? refused.problem() : Problem.of(500, "");
            return problem.toResponse(request);
        });
        return NettyServer.start(NettyServer.Settings.onPort(0), answering.with(outerToInner));
    }

    Site.Answer get(String path, String... fields) throws IOException {
        return send("GET", path, "", fields);
    }

    Site.Answer post(String path, String... fields) throws IOException {
        return send("POST", path, "", fields);
    }

    Site.Answer form(String path, String body, String... fields) throws IOException {
        String[] all = Arrays.copyOf(fields, fields.length + 1);
        all[fields.length] = "Content-Type: application/x-www-form-urlencoded";
        return send("POST", path, body, all);
    }

    Site.Answer send(String method, String path, String body, String... fields) throws IOException {
        var text = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost:" + port
                + "\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n");
        for (String field : fields) {
            text.append(field).append("\r\n");
        }
        if (!cookies.isEmpty()) {
            text.append(cookies.entrySet().stream()
                    .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                    .collect(Collectors.joining("; ", "Cookie: ", "\r\n")));
        }
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(text.append("\r\n").append(body).toString().getBytes(ISO_8859_1));
            Site.Answer answer = Site.Answer.of(socket.getInputStream().readAllBytes());
            answer.field("Set-Cookie").ifPresent(this::keep);
            return answer;
        }
    }

    String cookie() {
        return cookies.getOrDefault("session", "");
    }

    Browser plant(String value) {
        cookies.put("session", value);
        return this;
    }

    static String body(Site.Answer answer) {
        return new String(answer.rest(), ISO_8859_1);
    }

    static Response text(String text) {
        return Response.text(200, text);
    }

    private void keep(String setCookie) {
        String pair = setCookie.split(";", -1)[0];
        String name = pair.substring(0, pair.indexOf('='));
        if (setCookie.contains("Max-Age=0")) {
            cookies.remove(name);
        } else {
            cookies.put(name, pair.substring(pair.indexOf('=') + 1));
        }
    }
}
