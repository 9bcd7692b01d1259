package io.serval.live.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Those who follow one topic on one event loop. All but {@link #wake} is for that loop only. */
final class Followers {
    private final EventLoop loop;
    private final List<Cursor> cursors = new ArrayList<>();
    private final AtomicBoolean awake = new AtomicBoolean();

    Followers(EventLoop loop) {
        this.loop = loop;
    }

    /** Has the loop send what is new; any thread may ask. */
    void wake() {
        if (!awake.getAndSet(true)) {
            loop.wake(this);
        }
    }

    void advance() {
        awake.set(false);
        // Backwards, as a cursor may leave on the way and the last then takes its place.
        for (int i = cursors.size() - 1; i >= 0; i--) {
            if (i < cursors.size()) {
                cursors.get(i).advance();
            }
        }
    }

    void add(Cursor cursor) {
        cursor.index = cursors.size();
        cursors.add(cursor);
    }

    void remove(Cursor cursor) {
        Cursor last = cursors.removeLast();
        if (last != cursor) {
            last.index = cursor.index;
            cursors.set(cursor.index, last);
        }
    }
}
