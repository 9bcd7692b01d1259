package io.serval.bench.serval;

import io.serval.core.Json;
import io.serval.core.Outlet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Ten updates a second of 100 bytes, from when somebody first asks; those of the last ten seconds are kept. */
public final class Updates {
    /** One update. */
    public record Update(long number, String text) {}

    private static final int MILLIS = 100;
    private static final int KEPT = 100;
    private static final long FIRST = 1_000_000_000;

    /** With what JSON adds: 100 bytes. */
    private static final String TEXT = "-".repeat(69);

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().factory());
    private final ArrayDeque<Update> kept = new ArrayDeque<>();
    private final Audience messages = new Audience();
    private final Audience events = new Audience();
    private long next = FIRST;

    /** Pushes each update from now on as a text message. */
    public void pushMessages(Outlet outlet) {
        begin();
        messages.join(outlet);
    }

    /** Pushes each update from now on as a server-sent event. */
    public void pushEvents(Outlet outlet) {
        begin();
        events.join(outlet);
    }

    /** Returns the updates with higher numbers. */
    public synchronized List<Update> after(long number) {
        begin();
        return kept.stream().filter(update -> update.number() > number).toList();
    }

    private synchronized void begin() {
        if (next == FIRST) {
            add();
            clock.scheduleAtFixedRate(this::publish, MILLIS, MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void publish() {
        Update update = add();
        byte[] message = Json.bytes(update);
        messages.send(message);
        events.send(event(update.number(), message));
    }

    private synchronized Update add() {
        var update = new Update(next++, TEXT);
        kept.add(update);
        if (kept.size() > KEPT) {
            kept.remove();
        }
        return update;
    }

    private static byte[] event(long number, byte[] json) {
        return ("id: " + number + "\ndata: " + new String(json, StandardCharsets.UTF_8) + "\n\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
