package io.serval.live.internal;

import java.util.List;

/**
 * A subscriber's place in a topic: a number, not a queue. It moves on while the client keeps up and stays where it is
 * while it does not. For the subscriber's event loop only, but for {@link #hand}.
 */
final class Cursor {
    private static final int TRY_AGAIN_LATER = 1013;

    private final Hub hub;
    private final Followers followers;
    private final Subscriber subscriber;
    private final Form form;
    private long offset;
    private boolean filling;
    private volatile boolean closed;
    /** The place among the followers, which they keep. */
    int index;

    /**
     * Creates a cursor after the event of that offset.
     *
     * @param hub held by the cursor's owner
     */
    Cursor(Hub hub, Subscriber subscriber, Form form, long offset) {
        this.hub = hub;
        this.followers = hub.on(subscriber.loop());
        this.subscriber = subscriber;
        this.form = form;
        this.offset = offset;
    }

    /** Joins the followers, then sends what is there: in this order nothing is missed. */
    void open() {
        followers.add(this);
        subscriber.add(this);
        advance();
    }

    /** Whether nobody reads any more; any thread may ask. */
    boolean closed() {
        return closed;
    }

    void close() {
        if (!closed) {
            closed = true;
            followers.remove(this);
            subscriber.remove(this);
        }
    }

    /** Sends what the topic has and the client takes. */
    void advance() {
        while (!filling && subscriber.writable()) {
            Ring ring = hub.ring();
            if (offset >= ring.tail()) {
                return;
            }
            Event next = ring.after(offset);
            if (next == null) {
                filling = true;
                hub.fill(this, offset);
                return;
            }
            send(next);
        }
    }

    /** Brings older events from the thread that read them. */
    void hand(List<Event> events) {
        subscriber.loop().execute(() -> filled(events));
    }

    /** What the client does not take now is dropped, and read again when it does. */
    private void filled(List<Event> events) {
        filling = false;
        if (closed) {
            return;
        }
        if (events.isEmpty()) {
            gone();
            return;
        }
        for (Event event : events) {
            if (event.offset() > offset && subscriber.writable()) {
                send(event);
            }
        }
        advance();
    }

    private void send(Event event) {
        if (event.offset() != offset + 1) {
            gone();
            return;
        }
        subscriber.write(event.bytes(form));
        offset = event.offset();
    }

    /** A client that comes back is told by a reset that it has missed something. */
    private void gone() {
        subscriber.end(TRY_AGAIN_LATER, "The log no longer holds what comes next; reconnect for a new start.");
    }
}
