package io.serval.rooms;

import io.serval.live.internal.Loops;
import io.serval.live.internal.Place;
import java.util.Optional;

/** What was said in rooms. All but {@link #loops} may block. */
sealed interface Transcript extends AutoCloseable permits LoggedTranscript, MemoryTranscript {
    /** The event loops that serve those who follow. */
    Loops loops();

    /**
     * Returns where a member begins.
     *
     * @param from the position that the member wants to go on from
     * @param last how many messages before the newest a member gets without a position, or with one that is unknown
     */
    Place place(String room, Optional<String> from, int last);

    /** Says something; a second time with the same id of the same member nothing is said, and the receipt is the same. */
    Receipt say(String room, Words words);

    /**
     * Returns what was said last before the position.
     *
     * @param before a position of the room; empty for the newest
     */
    History before(String room, Optional<String> before, int limit);

    @Override
    void close();
}
