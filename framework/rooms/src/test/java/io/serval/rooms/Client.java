package io.serval.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import io.serval.core.Json;
import io.serval.testkit.TestApp;
import io.serval.testkit.TestRequest;
import io.serval.testkit.TestSocket;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A client in a room. */
final class Client implements AutoCloseable {
    private final TestSocket socket;

    private Client(TestSocket socket) {
        this.socket = socket;
    }

    /** Opens the socket; the welcome is yet to come. */
    static Client connect(TestApp app, String path, String name, Optional<String> from) {
        TestRequest request = app.request("GET", path).query("name", name);
        from.ifPresent(position -> request.query("from", position));
        return new Client(request.socket());
    }

    /** Joins the room, and takes the welcome. */
    static Client join(TestApp app, String path, String name) {
        Client client = connect(app, path, name, Optional.empty());
        client.next("welcome");
        return client;
    }

    /** The next message that is no heartbeat. */
    JsonNode next() {
        JsonNode message = Json.read(socket.next(), JsonNode.class);
        return message.isEmpty() ? next() : message;
    }

    /** The next message, which has to be of that type. */
    JsonNode next(String type) {
        JsonNode message = next();
        assertThat(message.get("type").stringValue()).as("%s", message).isEqualTo(type);
        return message;
    }

    /** The next message of the type, whatever comes before. */
    JsonNode await(String type) {
        JsonNode message = next();
        return message.get("type").stringValue().equals(type) ? message : await(type);
    }

    /** The texts of the next so many messages that were said. */
    List<String> texts(int count) {
        return Stream.generate(() -> text(await("said"))).limit(count).toList();
    }

    static String text(JsonNode message) {
        return message.get("payload").get("text").stringValue();
    }

    Client send(String message) {
        socket.send(message);
        return this;
    }

    Client say(String id, String text) {
        return send("{\"type\":\"say\",\"id\":\"" + id + "\",\"payload\":{\"text\":" + Json.text(text, String.class)
                + "}}");
    }

    /** The code of the error that comes next. */
    String error() {
        return next("error").get("payload").get("code").stringValue();
    }

    TestSocket socket() {
        return socket;
    }

    @Override
    public void close() {
        socket.close();
    }
}
