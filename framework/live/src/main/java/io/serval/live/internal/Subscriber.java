package io.serval.live.internal;

import io.serval.core.Outlet;
import io.serval.core.Scope;
import io.serval.core.SharedMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A client's connection and the streams that it carries. For the connection's event loop only. */
final class Subscriber {
    /** What is sent to a silent connection now and then; {@link #OWN} for one that has its own. */
    enum Heartbeat {
        OWN(""),
        COMMENT(":\n\n"),
        EMPTY_OBJECT("{}");

        private final SharedMessage message;

        Heartbeat(String text) {
            message = SharedMessage.text(text);
        }
    }

    /** Whose connection it is. */
    interface Owner {
        /** Nobody's but the stream's. */
        Owner NONE = new Owner() {};

        /** Called once, when the connection has ended, by whichever side: what is held for it can go. */
        default void ended() {}

        /** Called when the connection takes more again, after its streams have sent theirs. */
        default void writable() {}

        /** What the client hears before its connection is closed because the server stops. */
        default Optional<SharedMessage> farewell() {
            return Optional.empty();
        }
    }

    private static final int GOING_AWAY = 1001;
    private static final int POLICY_VIOLATION = 1008;

    private final Outlet outlet;
    private final EventLoop loop;
    private final Heartbeat heartbeat;
    private final Owner owner;
    private final List<Reader> readers = new ArrayList<>(1);
    private boolean unflushed;
    private boolean ended;
    /** Whom a writable connection serves first: each in its turn, so that none starves the others. */
    private int turn;
    /** The place among the loop's subscribers, which it keeps. */
    int index = EventLoop.NOWHERE;

    Subscriber(Outlet outlet, EventLoop loop, Heartbeat heartbeat, Owner owner) {
        this.outlet = outlet;
        this.loop = loop;
        this.heartbeat = heartbeat;
        this.owner = owner;
    }

    /** Begins: from here on the end of the connection ends its streams. */
    void open() {
        loop.add(this);
        outlet.onWritable(this::resume);
        outlet.scope().onCancel(() -> loop.execute(this::cancelled));
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

    /** Writes a message; the loop flushes it at the end of its turn. */
    void write(SharedMessage message) {
        if (!ended) {
            outlet.write(message);
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
        if (heartbeat != Heartbeat.OWN && writable()) {
            write(heartbeat.message);
        }
    }

    void add(Reader reader) {
        readers.add(reader);
    }

    void remove(Reader reader) {
        readers.remove(reader);
    }

    /** Ends the connection from this side. */
    void end(int code, String reason) {
        if (!ended) {
            leave();
            outlet.close(code, reason);
        }
    }

    /** Ends the connection as the server stops. */
    void stop() {
        owner.farewell().ifPresent(this::write);
        end(GOING_AWAY, "The server is stopping.");
    }

    /** The scope is over. A server that stops leaves a moment for the last word; a client that has left hears nothing. */
    private void cancelled() {
        switch (outlet.scope().cause().orElse(Scope.Cause.CLIENT_GONE)) {
            case CANCELLED, DEADLINE -> end(POLICY_VIOLATION, "The stream was cancelled.");
            case SHUTDOWN -> stop();
            case CLIENT_GONE -> leave();
        }
    }

    /** Leaves the connection to others. */
    void leave() {
        if (!ended) {
            ended = true;
            loop.remove(this);
            owner.ended();
            List.copyOf(readers).forEach(Reader::close);
        }
    }

    private void resume() {
        loop.run(() -> {
            for (int i = readers.size(); i > 0 && !readers.isEmpty() && writable(); i--) {
                turn = (turn + 1) % readers.size();
                readers.get(turn).advance();
            }
            if (writable()) {
                owner.writable();
            }
        });
    }
}
