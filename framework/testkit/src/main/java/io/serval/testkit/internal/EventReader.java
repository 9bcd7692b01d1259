package io.serval.testkit.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads server-sent events (WHATWG HTML §9.2.6) into an inbox, as far as it has room.
 *
 * @param <E> an event
 */
public final class EventReader<E> implements Runnable {
    /** Makes an event of what was read. */
    @FunctionalInterface
    public interface Maker<E> {
        /** Returns the event of these fields. */
        E make(String id, String type, String data);
    }

    private final InputStream body;
    private final Inbox<E> inbox;
    private final Maker<E> maker;
    private final List<String> data = new ArrayList<>();
    private String id = "";
    private String type = "";

    /** Creates the reader; run it on a thread of its own. */
    public EventReader(InputStream body, Inbox<E> inbox, Maker<E> maker) {
        this.body = body;
        this.inbox = inbox;
        this.maker = maker;
    }

    @Override
    public void run() {
        try (var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null && take(line)) {
                line = lines.readLine();
            }
            inbox.end();
        } catch (IOException e) {
            inbox.fail(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            inbox.end();
        }
    }

    private boolean take(String line) throws InterruptedException {
        if (line.startsWith("id:")) {
            id = value(line);
        } else if (line.startsWith("event:")) {
            type = value(line);
        } else if (line.startsWith("data:")) {
            data.add(value(line));
        } else if (line.isEmpty()) {
            return dispatch();
        }
        return true;
    }

    private boolean dispatch() throws InterruptedException {
        String named = type.isEmpty() ? "message" : type;
        type = "";
        if (data.isEmpty()) {
            return true;
        }
        E event = maker.make(id, named, String.join("\n", data));
        data.clear();
        return inbox.put(event);
    }

    private static String value(String line) {
        String value = line.substring(line.indexOf(':') + 1);
        return value.startsWith(" ") ? value.substring(1) : value;
    }

    /** Closes the body, as a client that leaves. */
    public static void leave(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The connection cannot be closed.", e);
        }
    }
}
