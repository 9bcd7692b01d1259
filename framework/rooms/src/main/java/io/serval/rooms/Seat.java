package io.serval.rooms;

import io.serval.core.Outlet;
import io.serval.core.SharedMessage;
import io.serval.live.internal.Place;
import io.serval.live.internal.SharedConnection;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One connection in a room. Of what is said it holds a position, of who is there a version: a client that is slow costs
 * two numbers, and catches up when it is back. For the connection's event loop only, but for what the constructor sets.
 */
final class Seat implements SharedConnection.Owner {
    private final Room room;
    private final String member;
    private final Outlet outlet;
    private @Nullable SharedConnection connection;
    private @Nullable Seats seats;
    /** The version of the roster that the client knows. */
    private long known;

    private boolean asked;
    /** The place among the seats, which they keep. */
    int index;

    Seat(Room room, String member, Outlet outlet) {
        this.room = room;
        this.member = member;
        this.outlet = outlet;
    }

    String member() {
        return member;
    }

    Executor loop() {
        return outlet.loop();
    }

    /**
     * Begins.
     *
     * @param welcome the first message, which has the roster
     * @param version the roster's version in it
     */
    void open(Seats among, SharedMessage welcome, long version, Place place) {
        var opened = new SharedConnection(outlet, room.loops(), this);
        opened.open();
        if (opened.ended()) {
            return;
        }
        connection = opened;
        seats = among;
        among.add(this);
        known = version;
        opened.write(welcome);
        opened.follow(place, room.form());
        catchUp();
    }

    /** Tells the client who came or left; if it cannot take that now, it gets the whole roster later. */
    void changed(long version, SharedMessage change) {
        if (connection != null && known == version - 1 && !asked && connection.writable()) {
            connection.write(change);
            known = version;
        }
    }

    /** Brings the roster that {@link Room#roll} made. */
    void roll(long version, SharedMessage members) {
        asked = false;
        if (connection != null && connection.writable() && version > known) {
            connection.write(members);
            known = version;
        }
        catchUp();
    }

    /** Sends the message if the client takes it now; else it is dropped. */
    boolean offer(SharedMessage message) {
        if (connection == null || !connection.writable()) {
            return false;
        }
        connection.write(message);
        return true;
    }

    void leave() {
        if (connection != null) {
            connection.leave();
        }
    }

    @Override
    public void ended() {
        if (seats != null) {
            seats.remove(this);
        }
        connection = null;
        seats = null;
    }

    @Override
    public void writable() {
        catchUp();
    }

    private void catchUp() {
        if (!asked && seats != null && seats.version() > known && connection != null && connection.writable()) {
            asked = true;
            room.roll(this);
        }
    }
}
