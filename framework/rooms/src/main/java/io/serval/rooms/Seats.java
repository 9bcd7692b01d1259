package io.serval.rooms;

import io.serval.core.SharedMessage;
import java.util.ArrayList;
import java.util.List;

/** The connections of one room on one event loop. For that loop only. */
final class Seats {
    private final List<Seat> seats = new ArrayList<>();
    /** The version of the roster that this loop has heard of. */
    private long version;

    void add(Seat seat) {
        seat.index = seats.size();
        seats.add(seat);
    }

    void remove(Seat seat) {
        Seat last = seats.removeLast();
        if (last != seat) {
            last.index = seat.index;
            seats.set(seat.index, last);
        }
    }

    long version() {
        return version;
    }

    /** Tells all of a change of the roster, which has that version then. */
    void changed(long next, SharedMessage change) {
        version = next;
        // Backwards, as a seat may leave on the way and the last then takes its place.
        for (int i = seats.size() - 1; i >= 0; i--) {
            if (i < seats.size()) {
                seats.get(i).changed(next, change);
            }
        }
    }

    /** Offers all what is not kept for those who cannot take it now. */
    void offer(SharedMessage message, Seat except) {
        for (int i = seats.size() - 1; i >= 0; i--) {
            if (i < seats.size() && seats.get(i) != except) {
                seats.get(i).offer(message);
            }
        }
    }

    void offer(SharedMessage message) {
        for (int i = seats.size() - 1; i >= 0; i--) {
            if (i < seats.size()) {
                seats.get(i).offer(message);
            }
        }
    }
}
