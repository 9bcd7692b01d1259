package io.serval.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** A stream of server-sent events (WHATWG HTML §9.2), read as it arrives. For one thread. */
public final class EventStream implements AutoCloseable {
    /**
     * One event.
     *
     * @param id the last {@code id} field, which a client resumes from; empty if none came yet
     * @param data the {@code data} lines
     */
    public record Event(String id, String data) {}

    private final Stream<String> body;
    private final Iterator<String> lines;
    private String id = "";

    private EventStream(Stream<String> body) {
        this.body = body;
        this.lines = body.iterator();
    }

    static EventStream open(HttpClient http, HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<Stream<String>> response = http.send(request, BodyHandlers.ofLines());
        if (response.statusCode() != 200) {
            try (Stream<String> body = response.body()) {
                throw new IOException(request.uri() + " answered " + response.statusCode() + ": " + body.toList());
            }
        }
        return new EventStream(response.body());
    }

    /**
     * Returns the next event with data; blocks until it comes.
     *
     * @throws UncheckedIOException if the connection breaks, {@link java.util.NoSuchElementException} if the server ends
     *     the stream
     */
    public Event next() {
        var data = new ArrayList<String>();
        while (true) {
            String line = lines.next();
            if (line.startsWith("id:")) {
                id = value(line);
            } else if (line.startsWith("data:")) {
                data.add(value(line));
            } else if (line.isEmpty() && !data.isEmpty()) {
                return new Event(id, String.join("\n", data));
            }
        }
    }

    /** Returns the next so many events; blocks until they have come. */
    public List<Event> next(int count) {
        return Stream.generate(this::next).limit(count).toList();
    }

    private static String value(String line) {
        String value = line.substring(line.indexOf(':') + 1);
        return value.startsWith(" ") ? value.substring(1) : value;
    }

    /** Closes the connection, as a client that leaves. */
    @Override
    public void close() {
        body.close();
    }
}
