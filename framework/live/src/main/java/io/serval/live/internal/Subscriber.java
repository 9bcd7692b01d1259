package io.serval.live.internal;

import io.serval.core.Outlet;
import java.util.ArrayList;
import java.util.List;

/** A client's connection and its cursors. For the connection's event loop only. */
final class Subscriber {
    /** Whose connection it is. */
    interface Owner {
        /** Called once, when the connection has ended, by whichever side: what is held for it can go. */
        void ended();

        /** Called when the connection takes more again, after its streams have sent theirs. */
        void writable();
    }

    private final Outlet outlet;
    private final EventLoop loop;
    private final byte[] heartbeat;
    private final Owner owner;
    private final List<Cursor> cursors = new ArrayList<>(1);
    private boolean unflushed;
    private boolean ended;
    /** Whom a writable connection serves first: each in its turn, so that none starves the others. */
    private int turn;

    /**
     * Creates a subscriber.
     *
     * @param heartbeat sent now and then; empty for a connection that has its own
     */
    Subscriber(Outlet outlet, EventLoop loop, byte[] heartbeat, Owner owner) {
        this.outlet = outlet;
        this.loop = loop;
        this.heartbeat = heartbeat;
        this.owner = owner;
    }

    /** Begins: from here on the end of the connection ends its cursors. */
    void open() {
        loop.add(this);
        outlet.onWritable(this::resume);
        outlet.scope().onCancel(() -> loop.execute(this::leave));
    }

    EventLoop loop() {
        return loop;
    }

    boolean ended() {
        return ended;
    }

    boolean writable() {
        return !ended && outlet.writable();
    }

    /** Writes a frame; the loop flushes it at the end of its turn. */
    void write(byte[] frame) {
        if (!ended) {
            outlet.write(frame);
            if (!unflushed) {
                unflushed = true;
                loop.flushLater(this);
            }
        }
    }

    void flush() {
        unflushed = false;
        outlet.flush();
    }

    /** A client that does not keep up has enough to read. */
    void heartbeat() {
        if (heartbeat.length > 0 && writable()) {
            write(heartbeat);
        }
    }

    void add(Cursor cursor) {
        cursors.add(cursor);
    }

    void remove(Cursor cursor) {
        cursors.remove(cursor);
    }

    /** Ends the connection from this side. */
    void end(int code, String reason) {
        if (!ended) {
            leave();
            outlet.close(code, reason);
        }
    }

    private void leave() {
        if (!ended) {
            ended = true;
            loop.remove(this);
            owner.ended();
            List.copyOf(cursors).forEach(Cursor::close);
        }
    }

    private void resume() {
        loop.run(() -> {
            for (int i = cursors.size(); i > 0 && writable(); i--) {
                turn = (turn + 1) % cursors.size();
                cursors.get(turn).advance();
            }
            if (writable()) {
                owner.writable();
            }
        });
    }
}
