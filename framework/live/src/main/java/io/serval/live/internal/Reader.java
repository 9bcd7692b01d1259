package io.serval.live.internal;

import io.serval.core.Scope;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

/**
 * One stream of one client: where it stands in each topic of the stream, and what it is sent. For the client's event loop
 * only.
 */
final class Reader {
    private static final Logger LOG = System.getLogger(Reader.class.getName());

    private static final Cursor[] NOWHERE = {};
    private static final int TRY_AGAIN_LATER = 1013;

    private final Source source;
    private final Scope scope;
    private final Loops loops;
    private final Subscriber subscriber;
    private final Form form;
    private Cursor[] cursors = NOWHERE;
    private boolean closed;

    /**
     * Creates a reader that has not begun.
     *
     * @param scope the lifetime of the stream
     */
    Reader(Source source, Scope scope, Loops loops, Subscriber subscriber, Form form) {
        this.source = source;
        this.scope = scope;
        this.loops = loops;
        this.subscriber = subscriber;
        this.form = form;
    }

    /** Takes hold of the topics. */
    static List<Hub> hold(Start start) {
        var hubs = new ArrayList<Hub>(start.parts().size());
        start.parts().forEach(part -> hubs.add(part.hub().get()));
        return hubs;
    }

    /**
     * Begins, with the events.
     *
     * @param hubs of the start's topics, held; let go of when the reader closes
     */
    void open(Start start, List<Hub> hubs) {
        subscriber.add(this);
        follow(start, hubs);
    }

    private void follow(Start start, List<Hub> hubs) {
        var places = new Cursor[hubs.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = new Cursor(
                    hubs.get(i), this, start.parts().get(i).position().offset());
        }
        cursors = places;
        for (Cursor cursor : places) {
            cursor.open();
        }
        advance();
    }

    EventLoop loop() {
        return subscriber.loop();
    }

    boolean writable() {
        return subscriber.writable();
    }

    /** Sends what there is and the client takes. */
    void advance() {
        for (Cursor cursor : cursors) {
            cursor.advance();
        }
    }

    void send(Event event) {
        subscriber.write(event.message(form, cursors));
    }

    /** Begins anew, with a reset, as something that would have come next is no longer there. */
    void restart() {
        leaveTopics();
        boolean begun = loops.aside(() -> {
            try {
                Start start = scope.call(source::restart);
                loop().execute(() -> restarted(start));
            } catch (Exception e) {
                LOG.log(Level.DEBUG, "A stream could not begin anew; its client has to ask again.", e);
                loop().execute(this::giveUp);
            }
        });
        if (!begun) {
            giveUp();
        }
    }

    void close() {
        if (!closed) {
            closed = true;
            subscriber.remove(this);
            leaveTopics();
        }
    }

    private void restarted(Start start) {
        if (!closed) {
            subscriber.write(start.frame(form));
            follow(start, hold(start));
        }
    }

    /** A client that comes back gets a reset, as its position is no longer known. */
    private void giveUp() {
        if (!closed) {
            subscriber.end(TRY_AGAIN_LATER, "What comes next is no longer kept; reconnect for a new start.");
        }
    }

    private void leaveTopics() {
        Cursor[] left = cursors;
        cursors = NOWHERE;
        for (Cursor cursor : left) {
            cursor.close();
        }
    }
}
