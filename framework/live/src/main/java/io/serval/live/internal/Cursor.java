package io.serval.live.internal;

import java.util.List;

/**
 * A reader's place in a topic: a number, not a queue. It moves on while the client keeps up and stays where it is while it
 * does not. For the client's event loop only, but for {@link #hand} and {@link #closed}.
 */
final class Cursor {
    private final Hub hub;
    private final Followers followers;
    private final Reader reader;
    private long offset;
    private boolean waiting;
    private volatile boolean closed;
    /** The place among the followers, which they keep. */
    int index;

    /**
     * Creates a cursor after the event of that offset.
     *
     * @param hub held; let go of when the cursor closes
     */
    Cursor(Hub hub, Reader reader, long offset) {
        this.hub = hub;
        this.followers = hub.on(reader.loop());
        this.reader = reader;
        this.offset = offset;
    }

    /** Joins the followers; what is there is sent by {@link #advance} after that: in this order nothing is missed. */
    void open() {
        followers.add(this);
    }

    Hub hub() {
        return hub;
    }

    String epoch() {
        return hub.epoch();
    }

    long offset() {
        return offset;
    }

    /** Whether nobody reads any more; any thread may ask. */
    boolean closed() {
        return closed;
    }

    void close() {
        if (!closed) {
            closed = true;
            followers.remove(this);
            hub.release();
        }
    }

    /** Sends what the topic has and the client takes. */
    void advance() {
        while (!waiting && !closed && reader.writable()) {
            Ring ring = hub.ring();
            if (offset >= ring.tail()) {
                if (hub.ended()) {
                    missed();
                }
                return;
            }
            Event next = ring.after(offset);
            if (next == null) {
                waiting = true;
                hub.fill(this, offset);
            } else {
                send(next);
            }
        }
    }

    /** Brings older events from the thread that read them. */
    void hand(List<Event> events) {
        reader.loop().execute(() -> {
            filled(events);
            advance();
        });
    }

    /** Takes older events; what the client does not take now is dropped, and asked for again when it does. */
    void filled(List<Event> events) {
        waiting = false;
        if (closed) {
            return;
        }
        if (events.isEmpty()) {
            missed();
        }
        for (Event event : events) {
            if (closed || !reader.writable()) {
                return;
            }
            if (event.offset() > offset) {
                if (!hub.follows(offset, event)) {
                    missed();
                    return;
                }
                send(event);
            }
        }
    }

    /** What comes next is no longer there. */
    void missed() {
        if (!closed) {
            waiting = true;
            reader.restart();
        }
    }

    private void send(Event event) {
        offset = event.offset();
        if (!event.superseded()) {
            reader.send(event);
        }
    }
}
